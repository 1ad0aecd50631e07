"""The choice of a preset; it shows none once something was changed."""

import streamlit as st

from optim_core.catalogue import PRESETS
from ui import session
from ui.shown import shows


def scenario() -> None:
    """A list of all presets."""
    st.selectbox(
        "Scenario",
        list(PRESETS),
        index=None,
        placeholder="Your own settings",
        format_func=lambda id: PRESETS[id].title,
        label_visibility="collapsed",
        width=270,
        **shows("scenario", session.current_preset(), _chosen),
    )


def _chosen(id: str | None) -> bool:
    if id:
        session.show(session.preset(id))
    return bool(id)
