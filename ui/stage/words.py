"""What the stage says: a takeaway over each chart, and each chart as text."""

import numpy as np

from optim_core.landscape import Landscape
from optim_core.measure import above, goal, lasting, nothing_lowest
from optim_core.problems.linear_regression import Choice, LinearRegression
from optim_core.read_csv import cut
from optim_core.run import Result, Run
from ui.stage.axes import ROOM


def titles(result: Result) -> dict[str, str]:
    """One sentence over each chart: what to take away from it; over the losses one for either set of rows."""
    return {
        "landscape": _first_down(result),
        "loss": _lowest(result),
        "test": _lowest_on_test(result),
        "fit": _line(result),
    }


def alts(result: Result) -> dict[str, str]:
    """Each chart as text, from the numbers it draws."""
    x, y = result.surface.names
    x0, y0 = result.runs[0].path[0]
    start = f"All start at {x} = {x0:.4g}, {y} = {y0:.4g}."
    height = "training loss" if result.surface.on_rows else "height"
    map = f"Contour map of the {height} over {x} and {y}."
    return {
        "landscape": " ".join([map, start, *ends(result), _bottom(result.surface)]),
        "loss": " ".join(["Loss over the course of the race.", *(_fall(*pair) for pair in _pairs(result))]),
        "fit": _fit(result),
    }


def ends(result: Result) -> list[str]:
    """Where each racer ends, a sentence each, and why, where it did not come to the end of the race."""
    x, y = result.surface.names
    return [
        f"{name} ends at {x} = {run.path[-1, 0]:.5g}, {y} = {run.path[-1, 1]:.5g} after {run.steps:,} steps"
        f"{_ended(run)}."
        for name, run in _pairs(result)
    ]


def _bottom(surface: Landscape) -> str:
    if surface.lowest is None:
        return f"It has {nothing_lowest(surface)}."
    x, y = surface.names
    x_best, y_best, lowest = surface.minima[0]
    height = "loss" if surface.on_rows else "height"
    found = "" if surface.proven else " that was found"
    return f"The lowest point{found} is {x} = {x_best:.5g}, {y} = {y_best:.5g} with {height} {lowest:.5g}."


def _fall(name: str, run: Run) -> str:
    (first, *_), (last, *test) = run.losses_after(0), run.losses_after(-1)
    way = f"from {first:.4g} to {last:.4g}"
    gap = f", {above(run.surface, float(run.gap[-1]))}" if run.surface.lowest is not None else ""
    if not run.surface.on_rows:
        return f"{name}: height {way}{gap}{_ended(run)}."
    return f"{name}: training loss {way}{gap}, test loss {test[0]:.4g}{_ended(run)}."


def _ended(run: Run) -> str:
    """Why, where it did not come to the end of the race."""
    return "" if run.status == "budget" else f"; it {run.reason}"


def _fit(result: Result) -> str:
    choice = result.experiment.problem
    if not isinstance(choice, Choice):
        return ""
    lines = [f"{name}: {_equation(result, run)}{_ended(run)}." for name, run in _pairs(result)]
    return " ".join([f"{choice.y} against {choice.x} with each racer's line at its end.", *lines])


def _pairs(result: Result) -> list[tuple[str, Run]]:
    return list(zip(result.names, result.runs, strict=True))


def _first_down(result: Result) -> str:
    arrived = [
        (float(run.epochs_after(np.array(steps))), name)
        for name, run in _pairs(result)
        if (steps := run.steps_to_tolerance) is not None
    ]
    if result.surface.lowest is None:
        if result.surface.proven:
            return "No lowest point: somewhere this surface falls for ever"
        return nothing_lowest(result.surface).capitalize()
    there = goal(result.surface)
    if not arrived:
        return f"No racer comes {there}"
    epochs, first = _least(arrived)
    who = f"{first[0]} comes" if len(result.runs) == 1 else _who(first, "is first", "are first")
    return f"{who} {there}, after {lasting(result.surface, epochs)}"


def _survivors(result: Result) -> list[tuple[float, str, Run]]:
    """Racers that did not diverge, or only downwards, the lowest at the end first."""
    ends = [
        (float(run.gap[-1]), name, run)
        for name, run in _pairs(result)
        if run.status != "diverged" or run.gap[-1] < 0
    ]
    return sorted(ends, key=lambda end: end[0])


def _lowest(result: Result) -> str:
    survivors = _survivors(result)
    if not survivors:
        return "Every racer diverged" if len(result.runs) > 1 else f"{result.names[0]} diverged"
    gap, best = _least([(gap, name) for gap, name, _ in survivors])
    lowest = "lowest, " if len(result.runs) > 1 else ""
    return f"{_gone(result, survivors)}{_who(best, 'ends', 'end')} {lowest}{above(result.surface, gap)}"


def _least(found: list[tuple[float, str]]) -> tuple[float, list[str]]:
    """The smallest number, and all whose it is: a tie is told as one."""
    least = min(found)[0]
    return least, [name for number, name in found if number == least]


def _who(names: list[str], does: str, do: str) -> str:
    """ "A does", "A and B do", "3 racers do"."""
    who = " and ".join(names) if len(names) < 3 else f"{len(names)} racers"
    return f"{who} {does if len(names) == 1 else do}"


def _gone(result: Result, survivors: list[tuple[float, str, Run]]) -> str:
    """Who diverged, before it is said who ends lowest."""
    gone = [name for name in result.names if name not in {name for _, name, _ in survivors}]
    return f"{gone[0] if len(gone) == 1 else f'{len(gone)} racers'} diverged; " if gone else ""


def _lowest_on_test(result: Result) -> str:
    survivors = _survivors(result)
    if not (result.surface.on_rows and survivors):
        return _lowest(result)
    loss, best = _least([(float(run.test_loss[-1]), name) for _, name, run in survivors])
    how = "lowest on the test rows, at" if len(result.runs) > 1 else "with test"
    return f"{_gone(result, survivors)}{_who(best, 'ends', 'end')} {how} loss {loss:.4g}"


def _line(result: Result) -> str:
    if not result.surface.on_rows:
        return ""
    survivors = _survivors(result)
    if not survivors:
        return f"{_lowest(result)}: {'no line fits' if len(result.runs) > 1 else 'its line fits nothing'}"
    return f"{survivors[0][1]} ends at {_equation(result, survivors[0][2])}"


def _equation(result: Result, run: Run) -> str:
    surface, choice = result.surface, result.experiment.problem
    assert isinstance(surface, LinearRegression)
    assert isinstance(choice, Choice)
    slope, intercept = surface.raw_line(*run.path[-1])
    sign = "−" if intercept < 0 else "+"
    x, y = cut(choice.x, ROOM), cut(choice.y, ROOM)
    return f"{y} ≈ {slope:,.4g} · {x} {sign} {abs(intercept):,.4g}"
