"""The stage on a page: mounts the component, takes clicks on the landscape and choices of view back."""

import streamlit as st
from streamlit.components.v2 import component

from optim_core.run import Result
from ui import session
from ui.ahead import begin_anew, send_ahead, told
from ui.stage.bundle import loader, stylesheet
from ui.stage.scene import View
from ui.tray.over import Over

_mount = component("stage", js=loader(), css=stylesheet(), html="", isolate_styles=False)


def stage(result: Result, over: Over | None = None) -> None:
    """Landscape, loss, fit and clock of a result; over: another, by its name, that is drawn over it."""
    _mount(
        data=told(result, over),
        key="stage",
        on_start_change=_start,
        on_view_change=_view,
        on_missed_change=begin_anew,
        height="content",
    )


def _start() -> None:
    if point := st.session_state.stage.start:
        # Six digits are far finer than a pixel, and can be read in the sidebar and in the link.
        start = tuple(float(f"{point[axis]:.6g}") for axis in "xy")
        if session.change(("start",), start, control="start"):
            send_ahead()


def _view() -> None:
    if choice := st.session_state.stage.view:
        st.session_state.view = View(**choice)
