"""What the sweep's loop must know of the surface below a run: all that changes with the kind of problem.

A ground is a named tuple of numbers and arrays. Three plain functions, compiled where they are used,
say what it is like: `at` (what a step needs), `slope` (the gradient that step uses) and `rise` (the
gap above the lowest loss, on the training rows).
"""

from typing import NamedTuple

import numpy as np
from numba import types
from numba.extending import register_jitable

from optim_core.bowl import BOWL, Bowl, F, gap_at


class Line(NamedTuple):
    """The mean squared error of a line: its gradient needs four means of each mini-batch, no rows."""

    means: np.ndarray  # (T, 4) mean x, y, x² and x·y
    train: tuple[float, ...]  # the bowl over the training rows, as the engine has it


LINE = types.NamedTuple((F[:, ::1], BOWL), Line)


def line(bowl: Bowl, means: np.ndarray) -> Line:
    """The ground of the training rows' bowl. means: `batches.batch_means` of the runs' batch size."""
    return Line(means, bowl.numbers)


@register_jitable
def at(ground, i):
    """What step i knows: its mini-batch."""
    means = ground.means
    return means[i, 0], means[i, 1], means[i, 2], means[i, 3]


@register_jitable
def slope(batch, m, b):
    """The gradient at (m, b) on that mini-batch."""
    mean_x, mean_y, mean_xx, mean_xy = batch
    return 2 * (m * mean_xx + b * mean_x - mean_xy), 2 * (m * mean_x + b - mean_y)


@register_jitable
def rise(ground, m, b):
    """How far the training loss at (m, b) lies above the lowest."""
    return gap_at(ground.train, m, b)
