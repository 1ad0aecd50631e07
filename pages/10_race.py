"""Race: several optimizers start at the same point of the same loss surface."""

import streamlit as st

from ui import session
from ui.cached import cached_run
from ui.notes import link_notes
from ui.racers import racer_cards
from ui.results import downloads, results_table
from ui.scenario import look, scenario
from ui.share import copy_link
from ui.sidebar import sidebar
from ui.stage.stage import stage
from ui.theory import limits, theory

experiment = session.experiment()
head, racers, picture, more = (
    st.container(key=f"race-{part}") for part in ("head", "racers", "stage", "more")
)

# The picture first: it is what a moved slider waits for. The controls show what they showed already.
result = cached_run(experiment)
with picture:
    stage(result)

with head:
    with st.container(horizontal=True, vertical_alignment="center", key="race-bar"):
        st.header("Which optimizer gets down first, and why?", anchor=False)
        scenario()
        copy_link(session.link())
        save = st.popover("Download", key="save", on_change="rerun")
    if save.open:
        with save:
            downloads(result, st.session_state.view)
    link_notes()
    with st.container(key="race-look"):
        st.markdown(look())

with racers:
    racer_cards(limits(result))

sidebar()

with more:
    st.subheader("Results", anchor=False)
    results_table(result)
    said = st.expander("What theory says", key="theory", on_change="rerun")
    if said.open:
        with said:
            theory(result)
