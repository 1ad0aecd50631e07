"""The results as a table, and as files to take along."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components.v2 import component

from optim_core.measure import near
from optim_core.own_data import published
from optim_core.problems.linear_regression import Choice, LinearRegression
from optim_core.run import Result, Run
from ui.plain import plain
from ui.stage.clock import Clock
from ui.stage.scene import View, block, scene
from ui.stage.standalone import standalone_html
from ui.written import number

MOST_TICKS = 50_000  # in a standalone file, which then has some 15 MB

FOLDER = Path(__file__).parent

_place = component("results", js=(FOLDER / "results.js").read_text("utf-8"), isolate_styles=False)


def table(result: Result) -> list[dict[str, object]]:
    """One row a racer: why it ended, where, how well and how fast."""
    return [_row(name, run) for name, run in zip(result.names, result.runs, strict=True)]


def _row(name: str, run: Run) -> dict[str, object]:
    where = dict(zip(run.surface.names, run.path[-1], strict=True))
    ended = {"racer": name, "why it ended": run.reason, "status": run.status}
    how = _of_line(run, run.surface) if isinstance(run.surface, LinearRegression) else _of_surface(run)
    return {**ended, **where, **how, "engine, ms": float(f"{1000 * run.seconds:.3g}")}


def _of_line(run: Run, surface: LinearRegression) -> dict[str, object]:
    arrived = run.steps_to_tolerance
    train_loss, test_loss = run.losses_after(-1)
    line = zip(("slope", "intercept"), surface.raw_line(*run.path[-1]), strict=True)
    return {
        **dict([] if surface.raw else line),
        "training loss": train_loss,
        "test loss": test_loss,
        "gap to lowest": run.gap[-1],
        "steps": run.steps,
        f"steps to {near(surface)}": arrived,
        f"epochs to {near(surface)}": None if arrived is None else float(run.epochs_after(np.array(arrived))),
    }


def _of_surface(run: Run) -> dict[str, object]:
    [height] = run.losses_after(-1)
    if run.surface.lowest is None:
        return {"height": height, "steps": run.steps}
    return {
        "height": height,
        "above the lowest": run.gap[-1],
        "steps": run.steps,
        f"steps to {near(run.surface)}": run.steps_to_tolerance,
    }


def results_table() -> None:
    """The place on the page where the stage writes it."""
    _place(key="results", height="content")


def results(result: Result) -> dict[str, list[Any]]:
    """The table as the texts the stage writes."""
    rows = table(result)
    columns = [{"name": name, "words": isinstance(value, str)} for name, value in rows[0].items()]
    return {"columns": columns, "rows": [[_text(value) for value in row.values()] for row in rows]}


def explained(result: Result) -> str:
    """What the columns of the table mean."""
    choice, surface = result.experiment.problem, result.surface
    engine = "engine is the time in the compiled loop; a cached result keeps the time of its run."
    if not (isinstance(choice, Choice) and isinstance(surface, LinearRegression)):
        return engine
    gap = f"gap to lowest is the training loss above that of the best line. {engine}"
    if surface.raw:
        return gap
    columns = f"{plain(choice.y)} and {plain(choice.x)}"
    return f"slope and intercept are m and b in {columns} as they stand in the data. {gap}"


def _text(value: object) -> str:
    if value is None:
        return "never"
    if isinstance(value, float) and np.isfinite(value):
        return number(value, 6)
    return value if isinstance(value, str) else f"{value:,}"  # a count, or an infinity as such


def downloads(result: Result, view: View) -> None:
    """Three files: every step as CSV, the Experiment as JSON, the stage as a page that plays offline."""
    rows = sum(run.steps + 1 for run in result.runs)
    st.download_button(
        "Every step (CSV)",
        lambda: result.to_csv() or "",
        "descent-history.csv",
        "text/csv",
        on_click="ignore",
        key="csv",
        help=f"{rows:,} rows: parameters, gradient, loss and inner state.",
    )
    st.download_button(
        "The Experiment (JSON)",
        published(result.experiment).to_json(indent=2),
        "experiment.json",
        "application/json",
        on_click="ignore",
        key="json",
        help="Open it here again, or run it with python -m optim_core run experiment.json",
    )
    st.download_button(
        "The stage (HTML)",
        lambda: standalone(result, view),
        "descent.html",
        "text/html",
        on_click="ignore",
        key="html",
        help="One file that plays in any browser, without a network.",
    )


def standalone(result: Result, view: View) -> str:
    """The stage with this result as one HTML file."""
    ticks = Clock.of(result).ticks
    every_tick = block(result, 0, ticks + 1) if ticks <= MOST_TICKS else b""
    urls: dict[str, str | None] = {"stage": None, "plotly": None, "history": "here" if every_tick else None}
    told = replace(result, experiment=published(result.experiment))
    message = scene(told, view, "standalone", urls)
    return standalone_html(message, every_tick, f"Descent Lab: {', '.join(result.names)}")
