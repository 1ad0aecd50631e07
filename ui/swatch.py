"""A racer's line sample for HTML: its colour on light and dark pages, in its dash."""

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
    """A span that shows the racer's line. A mask, because Streamlit removes SVG elements from HTML."""
    dash = _DASHES.get(look.dash, look.dash.replace("px", ""))
    line = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10">'
        f'<path d="M1 5H29" stroke="#000" stroke-width="3" stroke-dasharray="{dash}"/></svg>'
    )
    return (
        '<span style="display:inline-block;width:30px;height:10px;vertical-align:middle;'
        f"background:light-dark({look.light},{look.dark});"
        f"mask:url('data:image/svg+xml,{quote(line)}')\"></span>"
    )
