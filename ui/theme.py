"""Whether the page is dark; charts drawn on the server must know."""

import streamlit as st


def dark() -> bool:
    """As the browser last said."""
    return st.context.theme.type == "dark"
