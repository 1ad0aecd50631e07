"""Inside a run: everything a racer computed at given steps, and what moved in it over time."""

import numpy as np

from optim_core.experiment import Experiment
from optim_core.gradient import batches, errors, made_of_means
from optim_core.run import Run
from optim_core.working import working


def values_at(experiment: Experiment, run: Run, steps: np.ndarray) -> dict[str, np.ndarray]:
    """Every number in the working of these steps (n,), counted from 1.

    By the names of the source: (n, 2) where m and b differ, (n,) or (1,) where they do not. What a step
    starts from is `x`, `g`, `t`, a hyperparameter's name, or `s.` and a field of the State; what belongs to
    its mini-batch begins with `batch.`, on a surface what its slope is made of with `at.`; `full` is the
    gradient over all rows, or without noise.
    """
    i = steps - 1
    rule, t = run.racer.rule, steps[:, None].astype(float)
    x, g = run.path[i], run.history.grads[i]
    first = np.transpose(np.array(rule.init(np.zeros(2))))[None]
    before = np.concatenate([first, run.history.states])[i]  # row 0 of states comes after step 1
    s = rule.State(*np.moveaxis(before, -1, 0))
    given = {"x": x, "g": g, "t": t[:, 0], **{f"s.{field}": getattr(s, field) for field in s._fields}}
    rates = experiment.rates(run.racer)[i]
    given |= {name: np.array([value]) for name, value in run.racer.hypers.items()} | {"lr": rates}
    lines = working(rule, x, g, t, s, **{**run.racer.hypers, "lr": rates[:, None]})
    computed = {name: np.broadcast_to(value, x.shape) for name, value in lines.items()}
    measured = measures(run, i)
    made_of = _batch_at(experiment, run, i) if experiment.problem.on_rows else _place_at(experiment, x)
    return {**given, **computed, **measured, "noise": g - measured["full"], **made_of}


def _place_at(experiment: Experiment, x: np.ndarray) -> dict[str, np.ndarray]:
    parameters = getattr(experiment.problem, "parameters", {})
    constants = {f"at.{name}": np.array([value]) for name, value in parameters.items()}
    return {"at.x": x[:, 0], "at.y": x[:, 1], **constants}


def _batch_at(experiment: Experiment, run: Run, i: np.ndarray) -> dict[str, np.ndarray]:
    if not made_of_means(experiment):
        return {f"batch.{name}": value for name, value in errors(experiment, run, i).items()}
    batch = batches(experiment, run, i)
    at = {f"batch.{name}": value for name, value in batch.values.items()}
    (h_mm, h_mb), (_, h_bb) = np.moveaxis(batch.hessian, 0, -1)
    return {**at, "bottom": batch.bottom, "h_mm": h_mm, "h_mb": h_mb, "h_bb": h_bb}


def measures(run: Run, i: np.ndarray) -> dict[str, np.ndarray]:
    """What can be said of any rule's steps i (n,), counted from 0; NaN where there is no answer.

    `full`, the gradient over all rows, and `moved`, the step: (n, 2). Their lengths `full_length` and
    `step_length`, and `slope_length` of the gradient the step used: (n,). `per_slope`, the step's length for
    each unit of that gradient: (n, 2). `cosine` of the angle between the step and straight downhill: (n,).
    """
    g, full = run.history.grads[i], run.surface.grad(run.path[i])
    moved = run.path[i + 1] - run.path[i]
    full_length, step_length, slope_length = (np.linalg.norm(each, axis=-1) for each in (full, moved, g))
    with np.errstate(all="ignore"):
        downhill = -np.einsum("ti,ti->t", moved / step_length[:, None], g / slope_length[:, None])
        per_slope = np.abs(moved / g)
    return {
        "full": full,
        "moved": moved,
        "full_length": full_length,
        "step_length": step_length,
        "slope_length": slope_length,
        "per_slope": per_slope,
        "cosine": np.clip(downhill, -1, 1),
    }
