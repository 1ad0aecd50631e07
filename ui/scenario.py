"""The choice of a preset; it shows none once something was changed."""

import streamlit as st

from optim_core.catalogue import PRESETS
from ui import session


def scenario() -> None:
    """A list of all presets."""
    st.session_state.scenario = session.current_preset()
    st.selectbox(
        "Scenario",
        list(PRESETS),
        key="scenario",
        index=None,
        placeholder="Your own settings",
        format_func=lambda id: PRESETS[id].title,
        on_change=_chosen,
        label_visibility="collapsed",
        width=270,
    )


def _chosen() -> None:
    if id := st.session_state.scenario:
        session.show(session.preset(id))
