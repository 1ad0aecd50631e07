"""What lies over a page: a kept result of its own kind, computed again beside the page's own.

A page asks for it, draws it thin and dotted with its name, and says with `said_over` what it is.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from optim_core.experiment import Experiment
from optim_core.run import setup_of
from ui import session
from ui.cached import cached_run
from ui.plain import plain, quoted
from ui.tray.kept import Kept
from ui.tray.questions import RACE
from ui.tray.state import laid_over, lay_over, supplied
from ui.work import jobs
from ui.work.progress import beside, progress_beside


class Over(NamedTuple):
    """Another result by its name."""

    name: str
    result: Any


def over(page: str) -> Kept | None:
    """What lies over this page, with its data; None if nothing does, or what does cannot be compared."""
    kept = laid_over(page)
    if kept is None or apart(kept):
        return None
    return replace(kept, experiment=supplied(kept.experiment) or kept.experiment)


def apart(kept: Kept) -> str:
    """Why a kept result cannot lie over the session's; nothing if it can."""
    own, other = session.experiment(), supplied(kept.experiment)
    if other is None:
        return "It ran on a file that is not here: choose that under Data first."
    if own.problem.on_rows != other.problem.on_rows:
        return f"It ran on {'rows of data' if other.problem.on_rows else 'a surface'}, with other heights."
    if not own.problem.on_rows and _bounded(own) != _bounded(other):
        return "Only one of the two surfaces has a lowest point, from which heights are counted."
    return ""


def _bounded(experiment: Experiment) -> bool:
    return setup_of(experiment).surface.lowest is not None


def race_over() -> Over | None:
    """The race that lies over the session's."""
    kept = over(RACE)
    return Over(kept.name, cached_run(kept.experiment)) if kept else None


def job_over(kept: Kept, what: str, work: jobs.Work, message: jobs.Message | None = None) -> jobs.Job:
    """What computes it again, with a bar as long as that takes; cancelled, it is lifted off."""
    job = beside(kept.page, what, work, message)
    if job.state != "finished":
        st.caption(f"To be laid over this: {plain(kept.name)}")
        progress_beside(job, lambda: lay_over(kept.page, None))
    if job.state == "failed":
        st.error(quoted(job.why))
    return job


def result_over(page: str, work: Callable[[Any], jobs.Work]) -> Over | None:
    """The result that lies over this page, once it is there."""
    kept = over(page)
    if kept is None:
        return None
    asked = kept.question
    job = job_over(kept, asked.model_dump_json(), work(asked))
    return Over(kept.name, job.latest.result) if job.state == "finished" else None


def said_over(page: str, more: str = "") -> None:
    """What lies over this page, how it is drawn, or why it is not."""
    kept = laid_over(page)
    if kept is None:
        return
    why = apart(kept)
    said = (
        f"{kept.name} does not lie over this: {why}"
        if why
        else f"Dotted: {kept.name} ({kept.settings}). {more}"
    )
    st.caption(plain(said), width="stretch")
