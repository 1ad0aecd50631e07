"""From a mini-batch to the gradient of its mean squared error, line by line, as `working.py` reads it.

`loop.py` does this row by row; the tests hold the two equal.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optim_core.experiment import Experiment
from optim_core.run import Run, _batch_means
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


@dataclass(frozen=True)
class Batches:
    """What the mini-batches of a run's steps look like from where the steps begin."""

    values: dict[str, np.ndarray]  # every name of `of_means`: (T,)
    hessian: np.ndarray  # (T, 2, 2) of the batch's own loss, a quadratic bowl
    bottom: np.ndarray  # (T, 2) its lowest point; the nearest one where a batch has a whole valley of them


def batches(experiment: Experiment, run: Run) -> Batches | None:
    """The batches of a run on a linear regression; None on a surface, which has none."""
    if experiment.problem.kind != "linear_regression" or getattr(experiment.problem, "loss", "mse") != "mse":
        return None
    means = _batch_means(experiment.problem, experiment.seed, experiment.epochs, run.batch_size)[: run.steps]
    at = run.path[: run.steps]
    given: dict[str, Any] = dict(zip(("m", "b", *MEANS), (*at.T, *means.T), strict=True))
    every = given | values(of_means, **given)
    mean_x, mean_xx = given["mean_x"], given["mean_xx"]
    hessian = 2 * np.stack([np.stack([mean_xx, mean_x], -1), np.stack([mean_x, np.ones_like(mean_x)], -1)], -2)
    gradient = np.stack([every["g_m"], every["g_b"]], -1)
    away = np.einsum("...ij,...j->...i", np.linalg.pinv(hessian, rcond=1e-10, hermitian=True), gradient)
    return Batches(every, hessian, at - away)
