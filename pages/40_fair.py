"""Fair race: everyone is tuned with the same budget, then the winners meet."""

from functools import partial

import streamlit as st

from optim_core.sweep.fair import FairRace
from optim_core.sweep.tune import stream_fair_race
from ui import session
from ui.fair import state, words
from ui.fair.settings import ranges, settings
from ui.fair.take_along import downloads
from ui.fair.text import to_text
from ui.fair.view import result_view, winners
from ui.notes import link_notes
from ui.plain import plain, quoted
from ui.share import address_bar, copy_link
from ui.sidebar import sidebar
from ui.theme import watch_theme
from ui.tray.over import result_over, said_over
from ui.tray.popover import tray_popover
from ui.tray.thumbnail import of_seeds
from ui.work import asked
from ui.work.jobs import Job
from ui.work.progress import begun, progress


def draw_work(race: FairRace, wanted: bool) -> Job | None:
    """What is promised, the button or how far it is, and who is tuned so far."""
    st.markdown(words.promise(race))
    job, what = None, race.model_dump_json()
    if wanted:
        job = begun(state.PAGE, what, partial(stream_fair_race, race))
    else:
        asked.leave_other(state.PAGE)
    if job is None or job.state in ("cancelled", "failed"):
        button = "Tune everyone and race"
        st.button(button, type="primary", on_click=asked.begin, args=(state.PAGE, what))
    if job is None:
        return None
    progress(job, every=1.0)
    if job.state == "failed":
        st.error(quoted(job.why))
    names, tuned = race.experiment.names, state.tuned_so_far(job)
    for why in words.warnings(names, tuned, race):
        st.markdown(f":material/info: {plain(why)}")
    if tuned and job.state != "finished":
        winners(names, tuned)
    return job


experiment = session.experiment()
tuning = state.tuning()
race = state.fair_race()
wanted = race is not None and asked.asked(state.PAGE, race.model_dump_json())

with st.container(horizontal=True, vertical_alignment="center", key="fair-bar"):
    st.header("Who wins when everyone is tuned with the same budget?", anchor=False)
    copy_link()
    save = st.popover("Download", key="fair-save", on_change="rerun")
    shelf = st.container(width="content", key="fair-tray")
address_bar(f"{session.link()}&{state.PAGE}={to_text(tuning, wanted)}")
link_notes()
watch_theme()
settings(tuning, experiment)
open_ranges = st.expander("Ranges the settings are drawn from", key="fair-ranges", on_change="rerun")
if open_ranges.open:
    with open_ranges:
        ranges(tuning, experiment)
sidebar()
state.notes()

job = draw_work(race, wanted) if race else None
result = asked.newest(state.PAGE, job)
own = result if result is not None and result.fair_race == race else None
over = result_over(state.PAGE, lambda race: partial(stream_fair_race, race))
said_over(state.PAGE, "Only its medians are drawn.")
if result is not None:
    if own is None:
        st.info("Below stands the last fair race that was finished, with other settings than these.")
    result_view(result, over)
with shelf:
    tray_popover(state.PAGE, to_text(tuning, True), partial(of_seeds, own.fair) if own else None)
if save.open and race:
    with save:
        downloads(race, own)
