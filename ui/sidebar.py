"""The sidebar: data, batches, stopping, start and seed, and a file to open."""

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.run import setup_of
from ui import session
from ui.controls import complaint, field, knob, number, switch, whole_by_factors
from ui.data_settings import data_settings
from ui.plain import quoted
from ui.surface import SECTION, surface, surface_settings

LARGEST_FILE = 1_000_000  # bytes; an Experiment with eight racers has some 3,000


def sidebar() -> None:
    """All settings that every racer shares."""
    experiment = session.experiment()
    with st.sidebar:
        st.subheader("The experiment")
        surface(experiment)
        if experiment.problem.on_rows:
            _section(session.DATA, data_settings, experiment)
            _section("Batches and epochs", _batches, experiment)
        else:
            _section(SECTION, surface_settings, experiment)
            _section("Steps", _steps, experiment)
        _section("When to stop", _stop, experiment)
        _section("Start and seed", _start, experiment)
        _section("Open a file", _open_file, experiment)


def _section(title, content, experiment: Experiment) -> None:
    """A part of the sidebar that costs nothing while it is closed."""
    part = st.expander(title, key=f"section-{title}", on_change="rerun")
    if part.open:
        with part:
            content(experiment)


def _batches(experiment: Experiment) -> None:
    n = experiment.problem.train_rows
    knob(("batch_size",), experiment.batch_size, whole_by_factors(1, n), *field("batch_size"))
    knob(("epochs",), experiment.epochs, whole_by_factors(1, 1000), *field("epochs"))
    st.caption(f"{-(-n // experiment.batch_size):,} steps an epoch, the last batch may be short.")


def _steps(experiment: Experiment) -> None:
    knob(("epochs",), experiment.epochs, whole_by_factors(1, 10_000), "steps", "How far every racer may go.")


def _stop(experiment: Experiment) -> None:
    title, help = field("threshold")
    path = ("threshold",)
    switch(path, experiment.threshold, 1e-6, "Stop when an epoch brings too little", help)
    if experiment.threshold is not None:
        number(path, experiment.threshold, title, help)


def _start(experiment: Experiment) -> None:
    number(("seed",), experiment.seed, *field("seed"))
    _, help = field("start")
    path = ("start",)
    here = tuple(float(f"{at:.6g}") for at in setup_of(experiment).start)  # nothing jumps
    switch(path, experiment.start, here, "Choose the start", help)
    if experiment.start is not None:
        left, right = st.columns(2)
        first, second = ("m", "b") if experiment.problem.on_rows else ("x", "y")
        with left:
            number((*path, 0), experiment.start[0], first, "Where to start from.")
        with right:
            number((*path, 1), experiment.start[1], second, "Where to start from.")
    complaint(path)
    st.caption("A click on the landscape sets the start too.")


def _open_file(experiment: Experiment) -> None:
    st.file_uploader(
        "An Experiment as JSON",
        type="json",
        key="file",
        help="As saved under Download. It replaces what is on the page.",
        on_change=_open,
    )
    if why := session.note("file"):
        st.error(quoted(why))


def _open() -> None:
    file = st.session_state.file
    if file is None:
        return
    if file.size > LARGEST_FILE:
        st.session_state.notes = {
            "file": f"{file.name}: an Experiment has some 3 kB, this file has {file.size:,} bytes."
        }
        return
    try:
        session.show(Experiment.from_json(file.getvalue()))
    except ValidationError as error:
        reasons = "; ".join(map(str, complaints(error)[:3]))
        st.session_state.notes = {"file": f"{file.name}: {reasons}"}
