"""A racer's line sample for HTML: its colour on light and dark pages, in its dash, as wide as its place."""

from urllib.parse import quote

from ui.palette import Look

_DASHES = {
    "solid": "",
    "dot": "2,3",
    "dash": "7,4",
    "longdash": "11,5",
    "dashdot": "7,3,2,3",
    "longdashdot": "11,3,2,3",
}


def swatch(look: Look) -> str:
    """The racer's line as a bar. A mask, because Streamlit removes SVG elements from HTML."""
    dash = _DASHES.get(look.dash, look.dash.replace("px", ""))
    line = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="5">'
        f'<path d="M0 2.5H600" stroke="#000" stroke-width="4" stroke-dasharray="{dash}"/></svg>'
    )
    return (
        '<span style="display:block;height:5px;margin-bottom:4px;'
        f"background:light-dark({look.light},{look.dark});"
        f"mask:url('data:image/svg+xml,{quote(line)}') left no-repeat\"></span>"
    )
