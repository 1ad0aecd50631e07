"""From a mini-batch to the gradient of its mean squared error, line by line, as `working.py` reads it.

`loop.py` does this row by row; the tests hold the two equal.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optim_core.experiment import Experiment
from optim_core.run import Run, ground_of
from optim_core.working import values

MEANS = ("mean_x", "mean_y", "mean_xx", "mean_xy")


def of_means(m, b, mean_x, mean_y, mean_xx, mean_xy):
    """Slope m, intercept b and four means of a batch are all that its gradient needs.

    >>> of_means(m=2.0, b=1.0, mean_x=1.0, mean_y=2.0, mean_xx=4.0, mean_xy=5.0)
    (8.0, 2.0)
    """
    mean_e = m * mean_x + b - mean_y  # prediction error of the batch, on average
    mean_xe = m * mean_xx + b * mean_x - mean_xy  # the same, each row weighted with its x
    g_m = 2 * mean_xe  # slope of the batch's loss in the direction of m
    g_b = 2 * mean_e  # slope of the batch's loss in the direction of b
    return g_m, g_b


def made_of_means(experiment: Experiment) -> bool:
    """Is `of_means` how this experiment's gradients come about? Of a mean squared error over rows it is."""
    problem = experiment.problem
    return problem.kind == "linear_regression" and getattr(problem, "loss", "mse") == "mse"


def errors(experiment: Experiment, run: Run, i: np.ndarray) -> dict[str, np.ndarray]:
    """What the mini-batches of steps i (n,), counted from 0, are on average, and how far the line is off
    there: the names of `of_means` that any loss over rows has, (n,) each."""
    ground = ground_of(experiment, run.racer)
    per_epoch, size = run.steps_per_epoch, run.batch_size
    means = np.empty((2, len(i)))
    for k, step in enumerate(i.tolist()):
        epoch, batch = divmod(step, per_epoch)
        rows = ground.program[epoch % len(ground.program), batch * size : (batch + 1) * size]
        means[:, k] = ground.table[:, rows].mean(axis=1)
    m, b = run.path[i].T
    return {"m": m, "b": b, "mean_x": means[0], "mean_y": means[1], "mean_e": m * means[0] + b - means[1]}


@dataclass(frozen=True)
class Batches:
    """What the mini-batches of a run's steps look like from where the steps begin."""

    values: dict[str, np.ndarray]  # every name of `of_means`: (n,)
    hessian: np.ndarray  # (n, 2, 2) of the batch's own loss, a quadratic bowl
    bottom: np.ndarray  # (n, 2) its lowest point; the nearest one where a batch has a whole valley of them


def batches(experiment: Experiment, run: Run, i: np.ndarray) -> Batches:
    """The batches of steps i (n,), counted from 0, of a run whose gradients are `made_of_means`."""
    means = ground_of(experiment, run.racer).table[i]
    at = run.path[i]
    given: dict[str, Any] = dict(zip(("m", "b", *MEANS), (*at.T, *means.T), strict=True))
    every = given | values(of_means, **given)
    mean_x, mean_xx = given["mean_x"], given["mean_xx"]
    rows = [[mean_xx, mean_x], [mean_x, np.ones_like(mean_x)]]
    hessian = 2 * np.moveaxis(np.array(rows), -1, 0)
    gradient = np.stack([every["g_m"], every["g_b"]], -1)
    away = np.einsum("nij,nj->ni", np.linalg.pinv(hessian, rcond=1e-10, hermitian=True), gradient)
    return Batches(every, hessian, at - away)
