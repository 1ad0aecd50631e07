"""Help for whoever works by keyboard: what Streamlit unfolds is else at the end of the page."""

from pathlib import Path

from streamlit.components.v2 import component

_help = component("keyboard", js=Path(__file__).with_suffix(".js").read_text("utf-8"), isolate_styles=False)


def help_keyboard() -> None:
    """Once on every page; there is nothing to see."""
    _help(key="keyboard", height="content")
