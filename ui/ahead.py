"""What the stage of a session is told: by its line a message ahead of the page, by the page its number."""

from secrets import token_urlsafe

import streamlit as st

from optim_core.experiment import Experiment
from optim_core.link import to_link
from optim_core.run import Result
from ui import addresses, line, session
from ui.cached import cached_run
from ui.results import results
from ui.stage.ground import link
from ui.stage.message import pack
from ui.stage.scene import scene
from ui.tray.over import Over, race_over


def send_ahead() -> None:
    """For the end of a callback: the stage shows what it has changed before the page is drawn."""
    if line.is_open(_line()):
        told(cached_run(session.experiment()), race_over())


def went_ahead() -> bool:
    """Whether what the stage has to show now has been sent to it by its line, which is still open."""
    state = st.session_state
    return state.get("sent") == _shown(session.experiment(), race_over()) and line.is_open(_line())


def told(result: Result, over: Over | None) -> bytes:
    """What goes with the page: all of the message, or only its number if the stage has it already."""
    state, name = st.session_state, _line()
    shown = _shown(result.experiment, over)
    urls: dict[str, str | None] = {
        "stage": addresses.stage(),
        "plotly": addresses.PLOTLY,
        "plotly3d": addresses.PLOTLY_3D,
        "line": f"{addresses.LINE}/{name}",
    }
    if state.get("sent") != shown or not line.is_open(name):
        state.serial = state.get("serial", 0) + 1
        message = _message(result, over, urls)
        state.sent = shown
        if not line.send(name, message):
            return message
    return pack({"urls": urls, "serial": state.serial, "ahead": True})


def begin_anew() -> None:
    """The stage has no message, or not the last: the next is sent in any case, and not by this line."""
    line.hang_up(_line())
    st.session_state.sent = None


def _shown(experiment: Experiment, over: Over | None) -> tuple[object, ...]:
    """All that a message depends on."""
    state = st.session_state
    return (experiment, state.wanted, state.view, state.play, over and (over.name, over.result.experiment))


def _message(result: Result, over: Over | None, urls: dict[str, str | None]) -> bytes:
    state, ground = st.session_state, link(result.experiment)
    urls = urls | {
        "history": f"{addresses.HISTORY}?{to_link(result.experiment)}",
        "ground": f"{addresses.GROUND}?{ground}",
        "heights": f"{addresses.HEIGHTS}?{ground}",
    }
    page = {"serial": state.serial, "link": session.link(), "results": results(result)}
    return scene(result, state.view, str(state.play), urls, over, page)


def _line() -> str:
    """The name of this session's line."""
    return st.session_state.setdefault("line", token_urlsafe(16))
