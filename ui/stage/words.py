"""What the stage says: axis titles, a takeaway over each chart, and each chart as text."""

from typing import Any

import numpy as np

from optim_core.data import unit
from optim_core.measure import TOLERANCE, above, in_epochs
from optim_core.problems.linear_regression import Choice, LinearRegression
from optim_core.run import Result, Run


def axes(choice: Choice, surface: LinearRegression) -> dict[str, Any]:
    """What m and b mean, also in the columns' own units when the optimizers see scaled ones."""
    x_unit, y_unit = unit(choice.data, choice.x), unit(choice.data, choice.y)
    scaled = "standard" in (choice.x_scale, choice.y_scale)
    where = f"at mean {choice.x}" if choice.x_scale == "standard" else f"at {choice.x} 0"
    per, at = f"{y_unit} per {x_unit}", f"{y_unit} {where}"
    y = surface.y_scale
    return {
        "x": {
            "symbol": "m",
            "title": "slope m, scaled" if scaled else f"slope m, {per}",
            "unit": per,
            "raw": [y.width / surface.x_scale.width, 0.0] if scaled else None,
        },
        "y": {
            "symbol": "b",
            "title": "intercept b, scaled" if scaled else f"intercept b, {at}",
            "unit": at,
            "raw": [y.width, y.centre] if scaled else None,
        },
    }


def fit_axes(choice: Choice, surface: LinearRegression) -> dict[str, Any]:
    """Titles and ranges of the data chart, in the columns' own units."""
    x, y = surface.x_scale, surface.y_scale
    raw_x = surface.x_train * x.width + x.centre
    raw_y = surface.y_train * y.width + y.centre
    return {
        "x_title": _with_unit(choice.data, choice.x),
        "y_title": _with_unit(choice.data, choice.y),
        "x_range": [float(raw_x.min()), float(np.quantile(raw_x, 0.999))],
        "y_range": [float(raw_y.min()), float(raw_y.max())],
        "x_scale": [x.centre, x.width],
        "y_scale": [y.centre, y.width],
    }


def _with_unit(data: str, column: str) -> str:
    counted = unit(data, column)
    return column if counted == column else f"{column} ({counted})"


def titles(result: Result) -> dict[str, str]:
    """One sentence over each chart: what to take away from it."""
    return {"landscape": _first_down(result), "loss": _lowest(result), "fit": _line(result)}


def alts(result: Result) -> dict[str, str]:
    """Each chart as text, from the numbers it draws."""
    m0, b0 = result.runs[0].path[0]
    start = f"All start at m = {m0:.4g}, b = {b0:.4g}."
    ends = [
        f"{name} ends at m = {run.path[-1, 0]:.5g}, b = {run.path[-1, 1]:.5g} after {run.steps:,} steps."
        for name, run in _pairs(result)
    ]
    losses = [
        f"{name}: training loss from {run.train_loss[0]:.4g} to {run.train_loss[-1]:.4g}, "
        f"test loss {run.test_loss[-1]:.4g}."
        for name, run in _pairs(result)
    ]
    lines = [f"{name}: {_equation(result, run)}." for name, run in _pairs(result)]
    best_m, best_b, lowest = result.surface.minima[0]
    bottom = f"The lowest point is m = {best_m:.5g}, b = {best_b:.5g} with loss {lowest:.5g}."
    choice = result.experiment.problem
    return {
        "landscape": " ".join(["Contour map of the training loss over m and b.", start, *ends, bottom]),
        "loss": " ".join(["Loss over the course of the race.", *losses]),
        "fit": " ".join([f"{choice.y} against {choice.x} with each racer's line.", *lines]),
    }


def _pairs(result: Result) -> list[tuple[str, Run]]:
    return list(zip(result.names, result.runs, strict=True))


def _first_down(result: Result) -> str:
    arrived = [
        (float(run.epochs_after(np.array(steps))), name)
        for name, run in _pairs(result)
        if (steps := run.steps_to_tolerance) is not None
    ]
    if not arrived:
        return f"No racer comes within {TOLERANCE:.0%} of the lowest loss"
    epochs, name = min(arrived)
    who = f"{name} is first within" if len(result.runs) > 1 else f"{name} comes within"
    return f"{who} {TOLERANCE:.0%} of the lowest loss, after {in_epochs(epochs)}"


def _survivors(result: Result) -> list[tuple[float, str, Run]]:
    """Racers that did not diverge, the lowest at the end first."""
    ends = [(float(run.gap[-1]), name, run) for name, run in _pairs(result) if run.status != "diverged"]
    return sorted(ends, key=lambda end: end[0])


def _lowest(result: Result) -> str:
    survivors = _survivors(result)
    if not survivors:
        return "Every racer diverged" if len(result.runs) > 1 else f"{result.names[0]} diverged"
    gap, name, _ = survivors[0]
    return (
        f"{name} ends {'lowest, ' if len(result.runs) > 1 else ''}{above(gap, result.surface.train.lowest)}"
    )


def _line(result: Result) -> str:
    survivors = _survivors(result)
    return f"{survivors[0][1]}: {_equation(result, survivors[0][2])}" if survivors else "No line to draw"


def _equation(result: Result, run: Run) -> str:
    slope, intercept = result.surface.raw_line(*run.path[-1])
    choice = result.experiment.problem
    sign = "−" if intercept < 0 else "+"
    return f"{choice.y} ≈ {slope:,.4g} · {choice.x} {sign} {abs(intercept):,.4g}"
