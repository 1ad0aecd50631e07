"""What there is to say about the link that opened the page."""

import streamlit as st

from optim_core import uploads
from optim_core.own_data import uploaded
from ui.plain import plain, quoted


def link_notes() -> None:
    """What in it was impossible, and which file it needs."""
    if notes := st.session_state.link_notes:
        st.warning("\n".join(["The link was mended:", *(f"- {quoted(note)}" for note in notes)]))
    if wanted := st.session_state.wanted:
        x, y = plain(wanted.problem.x), plain(wanted.problem.y)
        digest = uploads.digest(uploaded(wanted) or "")
        st.info(
            f"This page needs the CSV file with the columns **{x}** and **{y}** (digest {digest}). "
            "Uploaded files are not kept: upload it again under Data, in the sidebar of the race, and the "
            "page goes on as it was. Until then you see the first scenario."
        )
