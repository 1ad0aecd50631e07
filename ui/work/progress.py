"""A page's long work: begun for what the page is set to, shown as a bar that can be cancelled."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import streamlit as st
from streamlit.components.v2 import component

from ui import addresses
from ui.stage.bundle import bundle
from ui.work import jobs
from ui.work.answer import told

BESIDE = "-beside"  # the session's second name among those who look at jobs
_HERE = Path(__file__)
_bar = component(
    "progress",
    js=bundle("../work/progress.js"),
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    isolate_styles=False,
)


def begun(page: str, what: str, work: jobs.Work, message: jobs.Message | None = None) -> jobs.Job:
    """The work of a page for what it is set to; `what` is all that decides it, as text.

    It is begun if it is not there already, and what the page was set to before ends, unless others look at
    it. What the session's user has cancelled is not begun again until `again` is called. `message` makes of
    each Progress what a view in the browser fetches at /work/<id>/view.
    """
    id = jobs.id_of(page, what)
    if id in _cancelled():
        known = jobs.find(id)
        return known if known and known.over else jobs.Job(id, work, message, "cancelled")
    return jobs.begin(id, work, watcher(), message)


def beside(page: str, what: str, work: jobs.Work, message: jobs.Message | None = None) -> jobs.Job:
    """The same for what is shown beside the page's own: it ends when another of that page takes its place."""
    return jobs.begin(jobs.id_of(page, what), work, f"{watcher()}{BESIDE}", message)


def again(id: str) -> None:
    """Let the job of that id be begun at the next run of the page."""
    _cancelled().discard(id)


def progress(job: jobs.Job, every: float | None = None) -> None:
    """The bar. The page runs again when the work is over, and every so many seconds before that."""
    _mount(job, "", every, lambda: _cancelled().add(job.id))


def progress_beside(job: jobs.Job, cancel: Callable[[], None]) -> None:
    """The bar of what `beside` has begun; cancel: what else has to be done when the user cancels it."""
    _mount(job, BESIDE, None, cancel)


def _mount(job: jobs.Job, place: str, every: float | None, cancel: Callable[[], None]) -> None:
    _bar(
        data={
            "url": f"{addresses.WORK}/{job.id}?watcher={watcher()}{place}",
            "now": told(job),
            "every": every,
        },
        key=f"progress-{job.id.partition('-')[0]}{place}",
        on_news_change=lambda: None,
        on_cancel_change=cancel,
        height="content",
    )


def watcher() -> str:
    """The session's name among those who look at jobs."""
    return st.session_state.setdefault("watcher", uuid4().hex)


def _cancelled() -> set[str]:
    return st.session_state.setdefault("cancelled", set())
