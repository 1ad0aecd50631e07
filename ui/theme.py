"""Whether the page is dark; charts drawn on the server must know, and hear of it when that changes."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

_watch = component("theme", js=Path(__file__).with_suffix(".js").read_text("utf-8"), isolate_styles=False)


def watch_theme() -> None:
    """Once on a page with such charts: Streamlit itself does not run it again for another theme."""
    _watch(key="theme", on_dark_change=lambda: None, height="content")


def dark() -> bool:
    """As the browser last said."""
    seen = getattr(st.session_state.get("theme"), "dark", None)
    return st.context.theme.type == "dark" if seen is None else seen
