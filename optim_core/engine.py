"""The loop of `loop.py`, compiled: the same steps from the same update rules, some 100 times faster.

The rules are compiled as they stand. Explicit signatures make Numba take a rule as a first-class
function, so that the next process finds both the rule and the loop in the disk cache.
"""

from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Any

import numpy as np
from numba import njit, types

from optim_core.bowl import Bowl
from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import Experiment, Racer
from optim_core.history import History, Status
from optim_core.setup import Setup

F = types.float64
BOWL = types.UniTuple(F, 5)
STATUSES = (Status.BUDGET, Status.THRESHOLD, Status.DIVERGED)  # what the compiled loop's 0, 1, 2 mean


def _loop(
    rule,
    means,
    rates,
    per_epoch,
    threshold,
    start,
    s0,
    hypers,
    train,
    test,
    limits,
    path,
    gaps,
    grads,
    states,
):
    """Fill path, gaps, grads and states; return the steps taken and which of STATUSES ended them.

    means (T, 4): mean x, y, x² and x·y of each mini-batch, all that the gradient of MSE needs.
    rates (T,): the learning rate of each step; hypers: all the others.
    """
    m, b = start
    s_m, s_b = s0, s0
    highest, farthest = limits
    gap = _gap(train, m, b)
    path[0, 0], path[0, 1] = m, b
    gaps[0, 0], gaps[0, 1] = gap, _gap(test, m, b)
    previous_gap = np.inf
    for i in range(len(means)):
        mean_x, mean_y, mean_xx, mean_xy = means[i]
        g_m = 2 * (m * mean_xx + b * mean_x - mean_xy)
        g_b = 2 * (m * mean_x + b - mean_y)
        t = i + 1.0
        m, s_m = rule(m, g_m, t, s_m, rates[i], *hypers)
        b, s_b = rule(b, g_b, t, s_b, rates[i], *hypers)

        gap = _gap(train, m, b)
        if not (isfinite(m) and isfinite(b) and isfinite(gap)):
            return i, 2
        path[i + 1, 0], path[i + 1, 1] = m, b
        gaps[i + 1, 0], gaps[i + 1, 1] = gap, _gap(test, m, b)
        grads[i, 0], grads[i, 1] = g_m, g_b
        for k in range(len(s0)):
            states[i, 0, k], states[i, 1, k] = s_m[k], s_b[k]
        if gap > highest or max(abs(m), abs(b)) > farthest:
            return i + 1, 2

        if (i + 1) % per_epoch == 0:
            if previous_gap - gap < threshold:
                return i + 1, 1
            previous_gap = gap
    return len(means), 0


@njit(F(BOWL, F, F), cache=True)
def _gap(bowl, m, b):
    """Bowl.gap at one point."""
    m_best, b_best, h_mm, h_mb, h_bb = bowl
    dm, db = m - m_best, b - b_best
    return 0.5 * (h_mm * dm * dm + 2 * h_mb * dm * db + h_bb * db * db)


@cache
def compiled(optimizer_id: str) -> tuple[Callable, Callable]:
    """The optimizer's rule and the loop for it, compiled or loaded from the disk cache."""
    optimizer = OPTIMIZERS[optimizer_id]
    state = types.NamedUniTuple(F, len(optimizer.State._fields), optimizer.State)
    count = len(optimizer.hypers)
    rule = types.Tuple((F, state))(F, F, F, state, *[F] * count)
    arrays = (F[:, ::1], F[:, ::1], F[:, ::1], F[:, :, ::1])
    loop = types.UniTuple(types.int64, 2)(
        types.FunctionType(rule),
        F[:, ::1],
        F[::1],
        types.int64,
        F,
        types.UniTuple(F, 2),
        state,
        types.Tuple([F] * (count - 1)),
        BOWL,
        BOWL,
        types.UniTuple(F, 2),
        *arrays,
    )
    return njit(rule, cache=True)(optimizer.step), njit(loop, cache=True, nogil=True)(_loop)


def descend(experiment: Experiment, racer: Racer, setup: Setup, means: np.ndarray) -> History:
    """`loop.descend`, compiled. means: `batches.batch_means` of the racer's batch size."""
    rule, loop = compiled(racer.optimizer)
    fields = len(racer.rule.State._fields)
    steps = len(means)
    path, gaps = np.empty((steps + 1, 2)), np.empty((steps + 1, 2))
    grads, states = np.empty((steps, 2)), np.empty((steps, 2, fields))
    taken, status = loop(
        rule,
        means,
        experiment.rates(racer),
        experiment.steps_per_epoch(racer),
        -np.inf if experiment.threshold is None else experiment.threshold,
        tuple(setup.start),
        racer.rule.init(0.0),
        tuple(racer.hypers.values())[1:],
        _numbers(setup.surface.train),
        _numbers(setup.surface.test),
        (setup.highest, setup.farthest),
        path,
        gaps,
        grads,
        states,
    )
    if taken < steps:  # copies, so that the rest of the memory is given back
        path, gaps = path[: taken + 1].copy(), gaps[: taken + 1].copy()
        grads, states = grads[:taken].copy(), states[:taken].copy()
    return History(path, gaps, grads, states, STATUSES[status])


def _numbers(bowl: Bowl) -> tuple[Any, ...]:
    (m, b), ((h_mm, h_mb), (_, h_bb)) = bowl.bottom, bowl.hessian
    return m, b, h_mm, h_mb, h_bb
