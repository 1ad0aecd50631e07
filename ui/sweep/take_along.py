"""A sweep to take along: every run as CSV, the Sweep as JSON, and the command that gives the same rows."""

import streamlit as st

from optim_core.own_data import published, uploaded
from optim_core.sweep import Sweep, SweepResult
from optim_core.sweep.command import command_line
from optim_core.sweep.sampling import SampleResult
from optim_core.sweep.summary import summary
from ui import session
from ui.sweep.cells import shaped
from ui.sweep.plan import Asked, Plan, grid
from ui.tray.thumbnail import Thumbnail, of_sweep, of_unknown
from ui.work import jobs


def take_along(plan: Plan, asked: Asked, job: jobs.Job) -> None:
    """What there is to download."""
    done = job.latest is not None
    st.download_button(
        "Every run (CSV)",
        lambda: _csv(asked, job),
        "sweep.csv",
        "text/csv",
        on_click="ignore",
        key="sweep-csv",
        disabled=not done,
        help="One row a run that is done: settings, seed, losses, steps to the tolerance, status.",
    )
    st.download_button(
        f"The {type(asked).__name__} (JSON)",
        told(asked).model_dump_json(indent=2),
        f"{type(asked).__name__.lower()}.json",
        "application/json",
        on_click="ignore",
        key="sweep-json",
        help="Everything that decides the numbers.",
    )
    if not isinstance(asked, Sweep):
        return
    preset = session.current_preset()
    st.markdown("The same rows from the command line:")
    data = " --data FILE.csv" if uploaded(asked.experiment) else ""
    source = f"--preset {preset}" if preset else f"experiment.json{data}"
    st.code(command_line(asked, f"{source} --racer {plan.racer}"), language="sh", wrap_lines=True)
    if not preset:
        st.download_button(
            "experiment.json for it",
            published(session.experiment()).to_json(indent=2),
            "experiment.json",
            "application/json",
            on_click="ignore",
            key="sweep-experiment",
        )


def thumbnail(asked: Asked, job: jobs.Job) -> Thumbnail:
    """What is known of it so far as a small picture."""
    if job.latest is None:
        return of_unknown(*grid(asked))
    return of_sweep(summary(shaped(asked, job.latest.records), asked.measure))


def told(asked: Asked) -> Asked:
    """As files tell it: uploaded data are named, not given away."""
    return asked.model_copy(update={"experiment": published(asked.experiment)})


def _csv(asked: Asked, job: jobs.Job) -> str:
    records = shaped(asked, job.latest.records)
    result = SweepResult(asked, records) if isinstance(asked, Sweep) else SampleResult(asked, records)
    return result.to_frame().to_csv(index=False)
