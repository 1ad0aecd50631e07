"""The page's views: fragments, which are drawn alone when a change shows nowhere else (docs/adr/0010).

Controls are in no fragment: what they change, the whole page shows. But the learning rate on a racer's card
is turned all the time, and its slider shows it already.
"""

import streamlit as st

from optim_core.experiment import Experiment
from optim_core.run import Result
from ui import session
from ui.cached import cached_run
from ui.theory import limits

PICTURE, RESULTS = VIEWS = "picture", "results"  # keys of fragments
LEARNING_RATES = {"racers": {"__all__": {"hypers": {"lr"}}}}
FOLDED = ("save", "add", "theory")  # what unfolds a part of the page that depends on every setting


def page_begins() -> None:
    """Until it has come to its end, there is nothing yet beside the views that could stay as it is."""
    st.session_state.beside = None


def page_ends(result: Result) -> None:
    """All of the page shows this result."""
    st.session_state.beside = _beside(result)


def unfolded() -> None:
    """What happens when a part of the page is unfolded or folded up: all is drawn. That there is a callback
    matters: where a request brings other changes too, it speaks against drawing no more than the views."""


def draw_no_more_than_needed() -> None:
    """For the end of a callback: if only the views show what it has changed, the others stay as they are."""
    state = st.session_state
    if state.beside is None or any(state.get(key) for key in _folds(session.experiment())):
        return
    if _beside(cached_run(session.experiment())) == state.beside:
        st.rerun(list(VIEWS))


def _folds(experiment: Experiment) -> list[str]:
    return [*FOLDED, *(f"more-{id}" for id in st.session_state.racer_ids)]


def _beside(result: Result) -> tuple[object, ...]:
    """All that is shown beside the views while everything is folded up, but for the learning rates."""
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
