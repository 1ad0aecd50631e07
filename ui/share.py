"""The "copy link" button, which also keeps the address bar up to date."""

from pathlib import Path

from streamlit.components.v2 import component

_CSS = """
.copy-link { font: inherit; width: 100%; min-height: 2.5rem; padding: .25rem .75rem; cursor: pointer;
  color: var(--st-text-color); background: transparent; white-space: nowrap;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
.copy-link:hover, .copy-link:focus-visible {
  color: var(--st-primary-color); border-color: var(--st-primary-color); }
"""
_button = component(
    "copy_link", js=Path(__file__).with_suffix(".js").read_text("utf-8"), css=_CSS, isolate_styles=False
)


def copy_link(query: str) -> None:
    """The button for this query of the page's own address."""
    _button(data={"query": query}, key="copy_link", width=120, height="content")
