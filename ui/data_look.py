"""A look at the data before anything runs: both columns' distributions, the rows, and nine numbers."""

from html import escape

import numpy as np
import streamlit as st

from optim_core.data import table_of
from optim_core.problems.linear_regression import Choice
from ui.stage.axes import with_unit

NUMBERS = {
    "lowest": np.min,
    "a quarter below": lambda values: np.quantile(values, 0.25),
    "half below": np.median,
    "three quarters below": lambda values: np.quantile(values, 0.75),
    "highest": np.max,
    "mean": np.mean,
    "standard deviation": np.std,
}


@st.dialog("Look at the data", width="large")
def data_look(problem: Choice) -> None:
    """Opens over the page."""
    from ui.figures.rows import POINTS, rows_figure  # here, because Plotly is rarely needed and takes long

    table = table_of(problem.data)
    if table is None:
        return
    pair = table.pair(problem.x, problem.y)
    titles = [with_unit(problem.data, name) for name in (problem.x, problem.y)]
    st.plotly_chart(rows_figure(pair, *titles), config={"displayModeBar": False})
    drawn = f"{POINTS:,} rows drawn at random out of" if len(pair.x) > POINTS else "All of"
    st.caption(f"Each point is a row: {drawn} {len(pair.x):,}. The bars count all of them.")
    head = "".join(f'<th scope="col">{name}</th>' for name in ("column", *NUMBERS))
    body = "".join(_row(*each) for each in zip(titles, (pair.x, pair.y), strict=True))
    st.html(f'<div class="results" tabindex="0"><table><tr>{head}</tr>{body}</table></div>')


def _row(title: str, values: np.ndarray) -> str:
    cells = "".join(f"<td>{number(values):.5g}</td>" for number in NUMBERS.values())
    return f'<tr><th scope="row">{escape(title)}</th>{cells}</tr>'
