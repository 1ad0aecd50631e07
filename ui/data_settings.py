"""The sidebar's data: which, which columns and rows of them, and what to be wary of."""

import streamlit as st

from optim_core.data import columns_of, table_of, usable_rows
from optim_core.data_sets import DATA_SETS
from optim_core.experiment import Experiment
from optim_core.problems.linear_regression import Choice
from optim_core.read_csv import LIMITS, TableError
from optim_core.table import Table
from ui import own_data, session
from ui.controls import by_factors, choice, complaint, field, knob, whole_by_factors
from ui.data_changes import change_column, change_data, change_loss, use_file
from ui.data_look import data_look
from ui.plain import plain, quoted
from ui.shown import shows

SCALES = {"raw": "raw units", "standard": "standardised"}
LOSSES = {"mse": "mean squared error", "mae": "mean absolute error", "huber": "Huber's loss"}


def data_settings(experiment: Experiment) -> None:
    """Everything that can be chosen about a line through data."""
    problem = experiment.problem
    assert isinstance(problem, Choice)
    _which(problem)
    _upload()
    table = table_of(problem.data)
    assert table is not None  # the session sees to it
    _columns(problem, table)
    if st.button("Look at the data", width="stretch"):
        data_look(problem)
    for name in ("x_scale", "y_scale"):
        path = ("problem", name)
        choice(path, getattr(problem, name), list(SCALES), *field(name, Choice), show=SCALES.__getitem__)
    _loss(problem)
    if problem.loss == "huber":
        knob(("problem", "delta"), problem.delta, by_factors(1e-2, 1e4, 5), *field("delta", Choice))
    _rows(problem)


def _which(problem: Choice) -> None:
    files = own_data.files()
    title, help = field("data", Choice)
    st.selectbox(
        title,
        [*DATA_SETS, *files],
        format_func=lambda data: files.get(data) or DATA_SETS[data].title,
        help=f"{help} At first both columns are standardised, and each racer has the learning rate that "
        "did best of a few dozen.",
        **shows("data", problem.data, lambda data: change_data(data, "problem.data")),
    )
    complaint(("problem", "data"))


def _upload() -> None:
    st.file_uploader(
        "A CSV file of your own",
        type=["csv", "tsv", "txt"],
        key="upload",
        help=f"A table with column names in its first line: {LIMITS}. It stays in this server's memory "
        "for you alone and is never written to disk; a link to it asks for the file again.",
        on_change=_uploaded,
    )
    if why := session.note("upload"):
        st.error(quoted(why))


def _uploaded() -> None:
    if file := st.session_state.upload:
        try:
            use_file(own_data.take(file.getvalue(), file.name), "upload")
        except TableError as error:
            st.session_state.notes = {"upload": f"{file.name}: {error}."}


def _columns(problem: Choice, table: Table) -> None:
    for axis in ("x", "y"):
        name = f"problem.{axis}"
        title, help = field(axis, Choice)
        st.selectbox(
            title,
            columns_of(problem.data) or [],
            help=help,
            **shows(
                f"choice:{name}",
                getattr(problem, axis),
                lambda column, axis=axis, name=name: change_column(axis, column, name),
            ),
        )
        complaint(("problem", axis))
    pair = table.pair(problem.x, problem.y)
    said = [f"{len(pair.x):,} of {table.rows:,} rows have a number in both columns.", *map(str, pair.dropped)]
    if table.others:
        said.append(f"Columns without numbers: {', '.join(table.others)}.")
    st.caption("  \n".join(map(plain, [*said, *table.notes])))
    for warning in table.warnings(problem.x, problem.y):
        st.markdown(f":material/warning: {plain(warning)}")
    raw = "raw" in (problem.x_scale, problem.y_scale)
    for warning in table.scale_warnings(problem.x, problem.y):
        st.markdown(f"{':material/warning:' if raw else ':material/check:'} {plain(warning)}")


def _loss(problem: Choice) -> None:
    title, help = field("loss", Choice)
    st.selectbox(
        title,
        list(LOSSES),
        format_func=LOSSES.__getitem__,
        help=f"{help} Each racer gets the learning rate that did best of a few dozen.",
        **shows("loss", problem.loss, lambda loss: change_loss(loss, "problem.loss")),
    )
    complaint(("problem", "loss"))


def _rows(problem: Choice) -> None:
    most = usable_rows(problem.data, problem.x, problem.y)
    knob(("problem", "rows"), problem.rows, whole_by_factors(min(10, most), most), *field("rows", Choice))
    knob(
        ("problem", "train_share"),
        problem.train_share,
        tuple(k / 20 for k in range(2, 20)),
        *field("train_share", Choice),
    )
    train = "1 row" if problem.train_rows == 1 else f"{problem.train_rows:,} rows"
    st.caption(f"{train} to train on, {problem.rows - problem.train_rows:,} to test on.")
