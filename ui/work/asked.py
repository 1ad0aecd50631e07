"""Work that a page begins only when it is asked for: by its button, or by a link.

`what` is all that decides the work, as text; what a page shows is the `result` of its Progress.
"""

from typing import Any

import streamlit as st

from ui.work import jobs
from ui.work.progress import again, watcher


def begin(page: str, what: str) -> None:
    """The user wants this."""
    _asked()[page] = what
    again(jobs.id_of(page, what))


def asked(page: str, what: str) -> bool:
    """Has the user, or the link, asked for it? What is known already needs no asking."""
    job = jobs.find(jobs.id_of(page, what))
    return _asked().get(page) == what or bool(job and job.state == "finished")


def leave_other(page: str) -> None:
    """What was asked for before is not what the page is set to now."""
    if before := _asked().pop(page, None):
        jobs.leave(jobs.id_of(page, before), watcher())


def newest(page: str, job: jobs.Job | None) -> Any:
    """What is known of this job's result; before there is anything, the last one that was finished."""
    shown = st.session_state.setdefault("shown_results", {})
    known = jobs.find(job.id) if job else None  # also one that is about to end, because it was cancelled
    if known and known.state == "finished":
        shown[page] = known.id
    elif not (known and known.latest and known.latest.result) and page in shown:
        known = jobs.find(shown[page])
    return known.latest.result if known and known.latest else None


def _asked() -> dict[str, str]:
    return st.session_state.setdefault("asked", {})
