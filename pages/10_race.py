"""Race: several optimizers start at the same point of the same loss surface."""

import streamlit as st

from ui import session
from ui.cached import cached_run
from ui.notes import link_notes
from ui.page import page_ends
from ui.racers import racer_cards
from ui.results import downloads, explained, results_table
from ui.scenario import look, scenario
from ui.share import copy_link
from ui.sidebar import sidebar
from ui.stage.beside import aside
from ui.stage.stage import stage
from ui.theory import limits, theory
from ui.tray.over import race_over, said_over
from ui.tray.popover import tray_popover
from ui.tray.questions import RACE
from ui.tray.thumbnail import of_race

result, lies = cached_run(session.experiment()), race_over()
head, racers, picture, more = (
    st.container(key=f"race-{part}") for part in ("head", "racers", "stage", "more")
)

# The picture first: it is what is waited for. The controls show what they showed already.
with picture:
    stage(result, lies)

with head:
    with st.container(horizontal=True, vertical_alignment="center", key="race-bar"):
        st.header("Which optimizer gets down first, and why?", anchor=False)
        scenario()
        copy_link()
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
    with st.container(horizontal=True, vertical_alignment="center", key="race-results"):
        st.subheader("Results", anchor=False)
        tray_popover(RACE, "", lambda: of_race(result))
    said_over(RACE, aside(result, lies.result) if lies else "")
    results_table()
    st.caption(explained(result))
    said = st.expander("What theory says", key="theory", on_change="rerun")
    if said.open:
        with said:
            theory(result)

page_ends(result)
