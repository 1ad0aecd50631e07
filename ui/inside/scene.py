"""The inside of one or two racers as the message its view reads."""

from typing import Any

import numpy as np

from optim_core.catalogue import SCHEDULES
from optim_core.experiment import Experiment
from optim_core.gradient import MEANS, made_of_means, of_means
from optim_core.inside import values_at
from optim_core.run import Result, Run
from optim_core.working import Line, function_source, rule_source
from ui.inside.charts import curves
from ui.inside.notation import numbers, pieces, symbol, symbols
from ui.inside.said import said
from ui.inside.slope import row_lines, slope_lines
from ui.stage.clock import Clock
from ui.stage.message import Part, pack
from ui.stage.scene import View, block, scene

LARGEST = np.finfo(float).max  # stands for what grew beyond every number; the view writes ∞
MOMENTS = ("m_hat", "m", "b", "c")  # what a rule's memory of the direction is called, the best known first
GRADIENT = (("mean_xe", "mean_e"), ("g_m", "g_b"))  # lines of `of_means`, for m and for b


def inside_scene(result: Result, slots: tuple[int, ...], play_id: str, ground: str | None = None) -> bytes:
    """Everything about these racers but the steps between the frames; then the race's own message. ground:
    the address of the landscape's heights; without one they travel along."""
    clock = Clock.of(result)
    pace = {"batch": clock.batch, "steps_per_epoch": clock.per_epoch}
    header: dict[str, Any] = {
        "bowl": _bowl(result) if made_of_means(result.experiment) else None,
        "pace": pace,
        "slots": [_slot(result, i) for i in slots],
    }
    arrays = _values(result, slots, clock.frames())
    for slot, i in enumerate(slots):
        header["slots"][slot]["plots"], drawn = curves(slot, result.runs[i])
        arrays |= drawn
    urls: dict[str, str | None] = {"stage": None, "plotly": None, "history": None, "ground": ground}
    return pack(header, Part.of(arrays)) + scene(result, View(), play_id, urls)


def inside_block(result: Result, slots: tuple[int, ...], first: int, last: int) -> bytes:
    """The working at every tick from first up to last; then the race's own block."""
    clock = Clock.of(result)
    ticks = np.arange(max(first, 0), min(last, clock.ticks + 1))
    return pack({}, Part.of(_values(result, slots, ticks))) + block(result, first, last)


def _values(result: Result, slots: tuple[int, ...], ticks: np.ndarray) -> dict[str, np.ndarray]:
    """The numbers at these ticks: `value_<slot>_<name>`, two a tick where m and b differ."""
    clock, arrays = Clock.of(result), {}
    for slot, i in enumerate(slots):
        run = result.runs[i]
        if run.steps == 0:
            continue
        steps = np.maximum(clock.steps_of(run, ticks), 1)  # before the first step: not shown
        found = values_at(result.experiment, run, steps)
        arrays |= {f"value_{slot}_{name}": _finite(value) for name, value in found.items()}
    return arrays


def _finite(values: np.ndarray) -> np.ndarray:
    return np.nan_to_num(values, nan=LARGEST, posinf=LARGEST, neginf=-LARGEST)


def _bowl(result: Result) -> dict[str, Any]:
    """How the whole training loss curves: with its slope at a place, all of it around there, at any zoom."""
    surface = result.surface
    return {"hessian": surface.hessian(np.zeros(2)).tolist() if surface.quadratic else None}


def _slot(result: Result, i: int) -> dict[str, Any]:
    run, experiment = result.runs[i], result.experiment
    source = rule_source(run.racer.rule)
    hypers = {name: hyper.symbol for name, hyper in run.racer.rule.hypers.items()}
    return {
        "racer": i,
        "name": result.names[i],
        "rule": run.racer.rule.name,
        "steps": run.steps,
        "end": run.reason,
        "pace": {"batch": run.batch_size, "steps_per_epoch": run.steps_per_epoch},
        **_way_to_gradient(experiment, run),
        "said": said(run),
        "lines": [_line(line, hypers) for line in source.lines],
        "source": source.text.splitlines(),
        "moment": _moment(run),
        "lr": run.racer.hypers["lr"],
        "schedule": None if run.racer.schedule == "constant" else SCHEDULES[run.racer.schedule].name,
    }


def _line(line: Line, hypers: dict[str, str]) -> dict[str, Any]:
    return {
        "name": line.name,
        "symbol": f"<math>{symbol(line.name)}</math>",
        "symbols": pieces(line.expression, symbols(hypers)),
        "numbers": pieces(line.expression, numbers),
        "meaning": line.meaning,
        "row": line.row,
    }


def _way_to_gradient(experiment: Experiment, run: Run) -> dict[str, Any]:
    """What the gradient is made of: on rows the mini-batch's means, then lines, one for each coordinate or
    one for both."""
    if not experiment.problem.on_rows:
        return {"batch": None, "gradient": slope_lines(experiment.problem)}
    rows = "all rows" if run.batch_size >= run.train_rows else f"batch of {run.batch_size:,}"
    lines = {line.name: line for line in function_source(of_means).lines}
    if made_of_means(experiment):
        means, gradient = MEANS, [[_gradient_line(lines[name]) for name in pair] for pair in GRADIENT]
    else:
        means, gradient = MEANS[:2], [[_gradient_line(lines["mean_e"])], row_lines(experiment.problem)]
    named = [{"name": f"batch.{name}", "symbol": f"<math>{symbol(name)}</math>"} for name in means]
    return {"batch": {"rows": rows, "means": named}, "gradient": gradient}


def _gradient_line(line: Line) -> dict[str, Any]:
    return {
        **_line(line, {"m": "m", "b": "b"}),
        "name": f"batch.{line.name}",
        "numbers": pieces(line.expression, lambda name, guard: numbers(f"batch.{name}", guard)),
        "row": None,
    }


def _moment(run: Run) -> dict[str, str] | None:
    """The line in which a rule keeps its memory of the direction."""
    name = next((name for name in MOMENTS if name in run.racer.rule.State._fields), None)
    return None if name is None else {"name": name, "symbol": f"<math>{symbol(name)}</math>"}
