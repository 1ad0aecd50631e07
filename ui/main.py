"""The script behind every page: its configuration, and the navigation over the files of pages/."""

from pathlib import Path

import streamlit as st

from ui.loading import LOADING
from ui.navigation import pages

with LOADING:
    from ui.keyboard import help_keyboard
    from ui.page import page_begins

FOLDER = Path(__file__).parent

shown = {page.url: st.Page(page.path, title=page.title, url_path=page.url) for page in pages()}
here = st.navigation([*shown.values()])
if "go" in st.session_state:
    st.switch_page(shown[st.session_state.pop("go")])
st.set_page_config(f"{here.title} – Descent Lab", page_icon=str(FOLDER / "favicon.svg"), layout="wide")
st.html(FOLDER / "page.css")
page_begins(here.url_path)
here.run()
help_keyboard()
