"""The stage on a page: mounts the component, takes clicks on the landscape and choices of view back."""

import streamlit as st
from streamlit.components.v2 import component

from optim_core.link import to_link
from optim_core.run import Result
from ui import addresses, session
from ui.stage.bundle import loader, stylesheet
from ui.stage.ground import link
from ui.stage.scene import View, scene

_mount = component("stage", js=loader(), css=stylesheet(), html="", isolate_styles=False)


def stage(result: Result, over: tuple[str, Result] | None = None) -> None:
    """Landscape, loss, fit and clock of a result; over: another, by its name, that is drawn over it."""
    ground = link(result.experiment)
    urls: dict[str, str | None] = {
        "stage": addresses.stage(),
        "plotly": addresses.PLOTLY,
        "history": f"{addresses.HISTORY}?{to_link(result.experiment)}",
        "ground": f"{addresses.GROUND}?{ground}",
        "heights": f"{addresses.HEIGHTS}?{ground}",
    }
    message = scene(result, st.session_state.view, str(st.session_state.play), urls, over)
    _mount(data=message, key="stage", on_start_change=_start, on_view_change=_view, height="content")


def _start() -> None:
    if point := st.session_state.stage.start:
        # Six digits are far finer than a pixel, and can be read in the sidebar and in the link.
        start = tuple(float(f"{point[axis]:.6g}") for axis in "xy")
        session.change(("start",), start, control="start")
    st.rerun()  # all of the page, of which the stage is a fragment


def _view() -> None:
    if choice := st.session_state.stage.view:
        st.session_state.view = View(**choice)
    st.rerun()
