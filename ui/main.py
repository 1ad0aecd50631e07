"""The script behind every page: its configuration, and the navigation over the files of pages/."""

from pathlib import Path

import streamlit as st

from ui.navigation import pages

st.set_page_config(layout="wide", page_icon=str(Path(__file__).with_name("favicon.svg")))
st.html(Path(__file__).with_name("page.css"))
here = st.navigation([st.Page(page.path, title=page.title, url_path=page.url) for page in pages()])
st.set_page_config(page_title=f"{here.title} – Descent Lab")
here.run()
