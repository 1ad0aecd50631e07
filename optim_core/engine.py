"""The loop of `loop.py`, compiled: the same steps from the same update rules, some 100 times faster.

The rules are compiled as they stand, each into a loop of its own: what both coordinates have in common
(Adam's β₂ᵗ) is then worked out once, and nothing is handed to and fro between two functions.

Both loops agree to 1e-12 of a column's largest number as long as rounding stays small. A rule that divides by
the size of the gradient, long arrived, divides rounding by rounding, and there the two may part.
"""

from collections.abc import Callable
from functools import cache
from math import isfinite, isnan

import numpy as np
from numba import njit, types

from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import Experiment
from optim_core.ground import ARRAYS, HEIGHTS, SLOPE, F, Ground
from optim_core.history import History, Status
from optim_core.racer import Racer
from optim_core.setup import Setup
from optim_core.within import named, rule_within

STATUSES = tuple(Status)  # what the compiled loop's 0, 1, 2, 3 mean
BUDGET, THRESHOLD, DIVERGED, UNDEFINED = range(len(STATUSES))


@cache
def compiled(optimizer_id: str) -> Callable:
    """The loop of an optimizer, compiled or loaded from the disk cache."""
    optimizer = OPTIMIZERS[optimizer_id]
    state = types.NamedUniTuple(F, len(optimizer.State._fields), optimizer.State)
    signature = types.UniTuple(types.int64, 2)(
        types.FunctionType(SLOPE),
        types.FunctionType(HEIGHTS),
        types.Tuple(ARRAYS),
        F[::1],
        types.int64,
        F,
        types.UniTuple(F, 2),
        state,
        types.Tuple([F] * (len(optimizer.hypers) - 1)),
        types.UniTuple(F, 2),
        *(F[:, ::1], F[:, ::1], F[:, ::1], F[:, :, ::1]),
    )
    loop = named(_loop(*rule_within(optimizer)), f"loop_{optimizer_id}")
    return njit(signature, cache=True, nogil=True, error_model="numpy")(loop)


def _loop(rule: Callable, text: str) -> Callable:
    """The loop around this rule; text: what tells the disk cache that the rule has changed."""

    def loop(
        slope, heights, arrays, rates, per_epoch, threshold, start, s0, hypers, limits, path, gaps, grads,
        states,
    ):  # fmt: skip
        """Fill path, gaps, grads and states; return the steps taken and which of STATUSES ended them.

        rates (T,): the learning rate of each step; hypers: all the others.
        """
        _ = text
        numbers, table, program, scratch = arrays  # once: taken from the tuple, each is counted, atomically
        x, y = start
        s_x, s_y = s0, s0
        highest, farthest = limits
        gap, second_gap = heights(numbers, table, program, scratch, x, y)
        path[0, 0], path[0, 1] = x, y
        gaps[0, -1] = second_gap
        gaps[0, 0] = gap  # after the second, whose column it is where there is only one set
        previous_gap = np.inf
        for i in range(len(rates)):
            g_x, g_y = slope(numbers, table, program, scratch, i, x, y)
            if not (isfinite(g_x) and isfinite(g_y)):
                return i, UNDEFINED
            t = i + 1.0
            x, s_x = rule(x, g_x, t, s_x, rates[i], *hypers)
            y, s_y = rule(y, g_y, t, s_y, rates[i], *hypers)

            gap, second_gap = heights(numbers, table, program, scratch, x, y)
            if isfinite(x) and isfinite(y) and isnan(gap):
                return i, UNDEFINED
            if not (isfinite(x) and isfinite(y) and isfinite(gap)):
                return i, DIVERGED
            path[i + 1, 0], path[i + 1, 1] = x, y
            gaps[i + 1, -1] = second_gap
            gaps[i + 1, 0] = gap
            grads[i, 0], grads[i, 1] = g_x, g_y
            for k in range(len(s0)):
                states[i, 0, k], states[i, 1, k] = s_x[k], s_y[k]
            if abs(gap) > highest or max(abs(x), abs(y)) > farthest:
                return i + 1, DIVERGED

            if (i + 1) % per_epoch == 0:
                if previous_gap - gap < threshold:
                    return i + 1, THRESHOLD
                previous_gap = gap
        return len(rates), BUDGET

    return loop


_READY: set[tuple[str, Callable]] = set()


def ready(experiment: Experiment, racer: Racer, setup: Setup, ground: Ground) -> None:
    """Do what a loop does once a process, on one epoch: it is loaded, and linked to the surface."""
    first = racer.optimizer, ground.slope
    if first not in _READY:
        descend(experiment.model_copy(update={"epochs": 1}), racer, setup, ground)
        _READY.add(first)


def descend(experiment: Experiment, racer: Racer, setup: Setup, ground: Ground) -> History:
    """`loop.descend`, compiled. ground: the surface's, for the racer's batch size."""
    fields = len(racer.rule.State._fields)
    per_epoch = experiment.steps_per_epoch(racer)
    steps = experiment.epochs * per_epoch
    path, gaps = np.empty((steps + 1, 2)), np.empty((steps + 1, len(setup.surface.sets)))
    grads, states = np.empty((steps, 2)), np.empty((steps, 2, fields))
    taken, status = compiled(racer.optimizer)(
        ground.slope,
        ground.heights,
        (ground.numbers, ground.table, ground.program, np.empty(ground.scratch)),
        experiment.rates(racer),
        per_epoch,
        -np.inf if experiment.threshold is None else experiment.threshold,
        tuple(setup.start),
        racer.rule.init(0.0),
        tuple(racer.hypers.values())[1:],
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
