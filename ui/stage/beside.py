"""Another race over this one: its loss curves, and its paths where both landscapes have the same axes."""

from dataclasses import dataclass
from typing import Any

from optim_core.run import Result
from ui.palette import named
from ui.stage import axes, words
from ui.stage.clock import Clock
from ui.stage.drawing import SETS, Drawing, drawing, loss_curve
from ui.stage.ground import home_window, view_key
from ui.stage.message import Part


@dataclass(frozen=True)
class Beside:
    """Its share of the stage's message."""

    header: list[dict[str, Any]]  # how each racer is drawn, and from where its losses are counted
    parts: tuple[Part, ...]
    drawings: tuple[Drawing, ...]  # those of its paths; none if they are not drawn
    alts: dict[str, str]  # what each chart's text has to add


def beside(result: Result, name: str, other: Result) -> Beside:
    """The other race, of this name, for a stage that shows the result."""
    why = apart(result, other)
    pairs = zip(other.experiment.keys, other.runs, strict=True)
    clock, window = Clock.of(other), home_window(result.surface, result.runs[0].path[0])
    drawings = () if why else tuple(drawing(key, run, clock, window) for key, run in pairs)
    parts = [each.part for each in drawings] or [Part.of(loss_curve(run)) for run in other.runs]
    header = [
        {
            **look,
            "name": f"{look['name']} in {name}",
            "status": run.status,
            "optimum": dict(zip(SETS, other.surface.lowest or (), strict=False)),
            "rows": other.experiment.problem.train_rows,
        }
        for look, run in zip(named(other.experiment), other.runs, strict=True)
    ]
    kept = f"Dotted, the race kept as {name}:"
    alts = {
        "landscape": f"{kept} {why or ' '.join(words.ends(other))}",
        "loss": f"{kept} {words.alts(other)['loss']}",
    }
    numbered = tuple(part.numbered(i, "over_") for i, part in enumerate(parts))
    return Beside(header, numbered, drawings, alts)


def apart(result: Result, other: Result) -> str:
    """Why the other's paths are not drawn on this landscape; nothing if they are."""
    own, theirs = result.experiment.problem, other.experiment.problem
    if view_key(own) != view_key(theirs):
        what = (
            "other data, in other units or with another loss" if result.surface.on_rows else "another surface"
        )
        why = f"It ran on {what}"
    elif axes.axes(own, result.surface) != axes.axes(theirs, other.surface):
        why = "It ran on other rows, which set other scales"
    else:
        return ""
    x, y = result.surface.names
    return (
        f"{why}: its {x} and {y} mean something else, so that only its losses are drawn, as it counted them."
    )


def aside(result: Result, other: Result) -> str:
    """What has to be said of the other: that it is drawn in part, or ran on other rows."""
    if why := apart(result, other):
        return why
    seed = other.experiment.seed
    if result.surface.on_rows and seed != result.experiment.seed:
        return f"It ran on other rows, those of seed {seed}: its lowest point lies elsewhere."
    return ""
