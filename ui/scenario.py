"""The choice of a preset; it shows none once something was changed."""

import streamlit as st

from optim_core.catalogue import PRESETS
from optim_core.surfaces import SurfaceChoice
from ui import session
from ui.shown import shows

OWN = "Your own settings. The link above holds all of them, and so does Download; a scenario starts afresh."


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


def look() -> str:
    """What to look at: the preset's own sentence, or what a surface is and what it shows."""
    problem = session.experiment().problem
    if current := session.current_preset():
        return PRESETS[current].look
    if isinstance(problem, SurfaceChoice):
        return f"**{problem.surface.name}.** {problem.surface.idea} {problem.surface.teach}"
    return OWN
