"""Where sweeps are computed: in this process, or on the Dask cluster that the environment names."""

import os
from collections.abc import Iterable

import streamlit as st

from optim_core.sweep import Cancel, Sweep, stream
from optim_core.sweep.cluster import on_cluster
from optim_core.sweep.runner import Progress, in_threads, run_trials
from ui.sweep.cells import cells
from ui.sweep.plan import Asked
from ui.work import jobs

SETTING = "DESCENT_LAB_SCHEDULER"  # tcp://host:8786


def cluster() -> str | None:
    """The scheduler's address; None if there is none, or this session has chosen to do without."""
    return None if st.session_state.get("sweep_here") else os.environ.get(SETTING) or None


def compute_here() -> None:
    """From now on, in this session."""
    st.session_state.sweep_here = True


def _work_of(asked: Asked, address: str | None) -> jobs.Work:
    """All runs of it, as a job."""

    def work(cancel: Cancel) -> Iterable[Progress]:
        compute = on_cluster(address) if address else in_threads
        if isinstance(asked, Sweep):
            return stream(asked, cancel, compute)
        return run_trials(asked.trials(), cancel, compute)

    return work


def job_of(asked: Asked, address: str | None) -> tuple[str, jobs.Work, jobs.Message]:
    """All that decides it, as text; its work; and what the browser is told of a Progress of it."""
    what = f"{asked.model_dump_json()} {address}"
    return what, _work_of(asked, address), lambda progress: cells(asked, progress)
