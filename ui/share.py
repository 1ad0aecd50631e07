"""The page's link: in the address bar, and a button that copies it from there."""

from pathlib import Path

from streamlit.components.v2 import component

from ui.stage.bundle import bundle

_CSS = """
.copy-link { font: inherit; width: 100%; min-height: 2.5rem; padding: .25rem .75rem; cursor: pointer;
  color: var(--st-text-color); background: transparent; white-space: nowrap;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
.copy-link:hover, .copy-link:focus-visible {
  color: var(--st-primary-color); border-color: var(--st-primary-color); }
"""
FOLDER = Path(__file__).parent
_button = component("copy_link", js=(FOLDER / "share.js").read_text("utf-8"), css=_CSS, isolate_styles=False)
_address = component("address", js=bundle("../address.js"), isolate_styles=False)


def copy_link() -> None:
    """The button."""
    _button(key="copy_link", width=120, height="content")


def address_bar(query: str) -> None:
    """Put this query into the address bar; there is nothing to see. The stage does so by itself."""
    _address(data={"query": query}, key="address", height="content")
