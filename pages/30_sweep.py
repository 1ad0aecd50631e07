"""Sweep: one racer under every combination of two settings."""

from typing import Any

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints
from ui import session
from ui.notes import link_notes
from ui.plain import quoted
from ui.share import address_bar, copy_link
from ui.sidebar import sidebar
from ui.sweep import where
from ui.sweep.explained import explained
from ui.sweep.over import apart, laid
from ui.sweep.settings import settings
from ui.sweep.state import PAGE, plan
from ui.sweep.take_along import take_along, thumbnail
from ui.sweep.view import view
from ui.tray.kept import Kept
from ui.tray.over import job_over, over, said_over
from ui.tray.popover import tray_popover
from ui.work.progress import again, begun, progress


def beside(kept: Kept, scheduler: str | None) -> dict[str, Any]:
    """What lies over the sweep: computed where that is."""
    other = kept.question
    return laid(kept.name, other, job_over(kept, *where.job_of(other, scheduler)))


experiment = session.experiment()
now = plan()

with st.container(horizontal=True, vertical_alignment="center", key="sweep-bar"):
    st.header("Which settings work, and how wide is the good region?", anchor=False)
    copy_link()
    save = st.popover("Download", key="sweep-save", on_change="rerun")
    shelf = st.container(width="content", key="sweep-tray")
address_bar(f"{session.link()}&{PAGE}={now.to_text()}")
link_notes()
settings(now)
sidebar()

try:
    asked = now.asked(experiment)
except ValidationError as error:
    st.error(quoted(str(complaints(error)[0])))
    st.stop()

scheduler = where.cluster()
job = begun(PAGE, *where.job_of(asked, scheduler))
with st.container(key="sweep-progress"):
    progress(job)
if job.state == "failed":
    st.error(quoted(job.why))
    if scheduler:
        st.button("Compute here instead", on_click=where.compute_here)
if job.state in ("cancelled", "failed"):
    st.button("Run it again", on_click=again, args=(job.id,))
lies = over(PAGE)
why = apart(asked, lies.question) if lies else ""
view(asked, job, None if lies is None or why else beside(lies, scheduler))
said_over(PAGE, why)
with shelf:
    tray_popover(PAGE, now.to_text(), lambda: thumbnail(asked, job))
explained(asked, scheduler)
if save.open:
    with save:
        take_along(now, asked, job)
