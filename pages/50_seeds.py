"""Many seeds: the same race again and again, with other rows, starts and batches."""

from functools import partial

import streamlit as st

from optim_core.sweep.chance import ManySeeds, decided_by_seed
from optim_core.sweep.seeds import race_over_seeds
from ui import session
from ui.controls import complaint, field
from ui.entry import entry
from ui.notes import link_notes
from ui.plain import quoted
from ui.seeds import state, words
from ui.seeds.take_along import downloads
from ui.seeds.text import to_text
from ui.seeds.view import seeds_view
from ui.share import address_bar, copy_link
from ui.sidebar import sidebar
from ui.theme import watch_theme
from ui.tray.over import result_over, said_over
from ui.tray.popover import tray_popover
from ui.tray.thumbnail import of_seeds
from ui.work import asked
from ui.work.jobs import Work
from ui.work.progress import begun, progress


def work_of(many: ManySeeds) -> Work:
    """So many seeds of its experiment, as a job."""
    return lambda cancel: race_over_seeds(many.experiment, many.count, cancel=cancel)


experiment = session.experiment()
count = state.count()
many = state.many_seeds()
random = bool(decided_by_seed(experiment))
what = many.model_dump_json() if many else ""
wanted = many is not None and random and (many.cheap or asked.asked(state.PAGE, what))

with st.container(horizontal=True, vertical_alignment="center", key="seeds-bar"):
    st.header("Was it luck?", anchor=False)
    copy_link()
    save = st.popover("Download", key="seeds-save", on_change="rerun")
    shelf = st.container(width="content", key="seeds-tray")
address_bar(f"{session.link()}&{state.PAGE}={to_text(count, wanted)}")
link_notes()
watch_theme()
sidebar()
with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="seeds-settings"):
    title, help = field("count", ManySeeds)
    entry("seeds.count", title, count, state.change, help=help, width=110)
    if random:
        st.markdown(words.chance(experiment), width="stretch")
complaint(("seeds", "count"))
if why := st.session_state.seeds_note:
    st.warning(quoted(why))
if not random:
    st.info(
        "Nothing is random here: every seed gives the same race, to the last digit. "
        "Noise on the slopes (in the sidebar, under Surface) or mini-batches of data would change that."
    )
    st.stop()
if many is None:
    st.error(quoted(st.session_state.seeds_why))
    st.stop()

job = None
if wanted:
    job = begun(state.PAGE, what, work_of(many))
else:
    asked.leave_other(state.PAGE)
if job is None or job.state in ("cancelled", "failed"):
    st.button(f"Race with {count} seeds", type="primary", on_click=asked.begin, args=(state.PAGE, what))
if job:
    progress(job, every=2.0)
    if job.state == "failed":
        st.error(quoted(job.why))
result = asked.newest(state.PAGE, job)
over = result_over(state.PAGE, work_of)
said_over(state.PAGE, "Only its medians are drawn.")
if result is not None:
    if result.experiment != experiment:
        st.info("Below stands the last race over seeds, with other settings than these.")
    elif len(result.seeds) != count:
        st.caption(f"Below stand {len(result.seeds)} seeds of {count}.")
    seeds_view(result, over)
with shelf:
    own = result and result.experiment == experiment and len(result.seeds) == count
    tray_popover(state.PAGE, to_text(count, True), partial(of_seeds, result) if result and own else None)
if save.open:
    with save:
        downloads(many, result)
