"""When all of the page is drawn anew, and when it is not (docs/adr/0010).

A changed control runs the page's whole script, because other parts may show what it has changed. But the
learning rate on a racer's card is turned all the time. Its slider shows it already, and the stage, which
shows what comes of it, is told ahead of the page. So that slider is a fragment, and is drawn alone.
"""

import streamlit as st

from optim_core.run import Result
from ui import session
from ui.ahead import begin_anew, went_ahead
from ui.cached import cached_run
from ui.theory import limits

LEARNING_RATES = {"racers": {"__all__": {"hypers": {"lr"}}}}
FOLDED = ("save", "add", "theory", "tray-open")  # what, unfolded, shows or takes along more of the settings


def page_begins(url: str) -> None:
    """All of the page at this address will be drawn."""
    state = st.session_state
    state.turned = False
    if state.get("page") != url:  # a stage that was left, and comes back, is another one
        state.page = url
        begin_anew()


def control_turned() -> None:
    """A control has asked for something, whether it was granted or not."""
    st.session_state.turned = True


def page_ends(result: Result) -> None:
    """All of it shows this result."""
    st.session_state.beside = _beside(result)


def page_follows() -> None:
    """For the end of a control that is drawn alone: if more shows what it has changed, all of the page is."""
    state = st.session_state
    if not state.turned:
        return
    unfolded = any(state.get(key) for key in _folds())
    if unfolded or not went_ahead() or _beside(cached_run(session.experiment())) != state.get("beside"):
        st.rerun()


def _folds() -> list[str]:
    return [*FOLDED, *(f"more-{id}" for id in st.session_state.racer_ids)]


def _beside(result: Result) -> tuple[object, ...]:
    """All that is shown beside sliders and stage while everything is folded up; not the learning rates."""
    state, experiment = st.session_state, result.experiment
    return (
        experiment.model_dump(exclude=LEARNING_RATES),
        experiment.names,
        session.current_preset(),
        limits(result),
        state.notes,
        state.link_notes,
        state.wanted,
        state.play,
    )
