"""A race of the fair race goes to the Race page, as the session's own Experiment."""

import streamlit as st

from optim_core.experiment import Experiment
from optim_core.sweep.seeds import SeedsResult
from optim_core.sweep.tune import FairResult
from ui import session

RACE = "../pages/10_race.py"


def open_buttons(result: FairResult) -> None:
    """Both races."""
    with st.container(horizontal=True, gap="small"):
        if st.button("Open the winners in the race", key="open-winners", icon=":material/open_in_new:"):
            go(with_seed(result.fair, result.fair.seeds[0]))
        if st.button("Open the unfair race", key="open-unfair", icon=":material/open_in_new:"):
            go(with_seed(result.unfair, result.unfair.seeds[0]))


def with_seed(result: SeedsResult, seed: int) -> Experiment:
    """One of the many races."""
    return result.experiment.model_copy(update={"seed": seed})


def go(experiment: Experiment) -> None:
    """To the Race page, with this Experiment."""
    session.show(experiment)
    st.switch_page(RACE)
