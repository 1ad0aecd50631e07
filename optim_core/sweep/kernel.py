"""The loop of `engine.py` for many runs side by side, which keeps only what a sweep measures.

`walk` (lanes.py), compiled for each rule, moves all lanes on by a block of steps. `drive` is compiled once
for all rules: it reads what the block left behind, notes arrivals, and takes out the runs that have ended.

No sum changes its order here, except the mean of log10 gaps: every number but that one equals the
engine's to the last bit.
"""

from collections.abc import Callable
from functools import cache
from math import isfinite, log10

import numpy as np
from numba import njit, types

from optim_core.ground import F
from optim_core.sweep.ground import LINE
from optim_core.sweep.lanes import GAP, INT, LANES, VECTOR, WALK, B, M

BLOCK = 16  # steps between two looks

PREVIOUS, ARRIVED, AREA = range(3)  # the books kept of each lane
NEVER = -1.0
COLUMNS = ("m", "b", "gap", "arrived", "area", "steps", "status")  # of the ends

LEAST, MOST = 1e-15, 1e15  # a gap counts as so many times the gap at the start, at least and at most;
# sixteen factors of that size still make a number

DRIVE = INT(
    types.FunctionType(WALK),
    *(LINE, INT, F[::1], INT, F, types.UniTuple(F, 2), F, types.UniTuple(F, 2)),
    *(F[::1], F[:, ::1], F, types.uint8[::1], F[:, ::1]),
)


@njit(nogil=True, error_model="numpy")
def _line_up(hypers, start, unit, aim, s0, own, states, trail, books):
    """Every run in a lane, at the start; lanes without a run of their own repeat the last one."""
    fields = len(s0)
    for j in range(LANES):
        for k in range(len(own)):
            own[k, j] = hypers[k, min(j, hypers.shape[1] - 1)]
        for k in range(fields):
            states[k, j], states[fields + k, j] = s0[k], s0[k]
        trail[0, M, j], trail[0, B, j], trail[0, GAP, j] = start[0], start[1], unit
        books[PREVIOUS, j], books[AREA, j] = np.inf, 0.0
        books[ARRIVED, j] = 0.0 if unit <= aim else NEVER


@njit(nogil=True, error_model="numpy")
def _anything_new(trail, steps, lanes, aim, limits, books, news):
    """Whether any lane arrived or went too far in the block: most blocks end with this look."""
    highest, farthest = limits
    for j in range(lanes):
        news[j] = 0.0
    for i in range(1, steps + 1):
        for j in range(lanes):
            gap = trail[i, GAP, j]
            near = (abs(trail[i, M, j]) <= farthest) & (abs(trail[i, B, j]) <= farthest) & (gap <= highest)
            arrival = (gap <= aim) & (books[ARRIVED, j] == NEVER)
            news[j] += 0.0 if near & (not arrival) else 1.0
    total = 0.0
    for j in range(lanes):
        total += news[j]
    return total > 0


@njit(nogil=True, error_model="numpy")
def _judge(trail, j, first, steps, per_epoch, threshold, aim, limits, books):
    """How many steps of the block lane j took, and which of the engine's STATUSES ended it, or −1."""
    highest, farthest = limits
    for i in range(1, steps + 1):
        m, b, gap = trail[i, M, j], trail[i, B, j], trail[i, GAP, j]
        if not (isfinite(m) and isfinite(b) and isfinite(gap)):
            return i - 1, 2
        if gap <= aim and books[ARRIVED, j] == NEVER:
            books[ARRIVED, j] = first + i
        if gap > highest or max(abs(m), abs(b)) > farthest:
            return i, 2
        if (first + i) % per_epoch == 0:
            if books[PREVIOUS, j] - gap < threshold:
                return i, 1
            books[PREVIOUS, j] = gap
    return steps, -1


@njit(nogil=True, error_model="numpy")
def _decades(trail, j, first, last, unit):
    """The sum of log10(gap against the gap at the start) over steps first … last of the block.

    One logarithm for all: of their product, each factor between LEAST and MOST.
    """
    product = 1.0
    for i in range(first, last + 1):
        product *= min(max(trail[i, GAP, j] / unit, LEAST), MOST)
    return log10(product)


@njit(nogil=True, error_model="numpy")
def _add_decades(trail, steps, lanes, unit, books, products):
    """`_decades` of the whole block, for all lanes side by side."""
    for j in range(lanes):
        products[j] = 1.0
    for i in range(1, steps + 1):
        for j in range(lanes):
            products[j] *= min(max(trail[i, GAP, j] / unit, LEAST), MOST)
    for j in range(lanes):
        books[AREA, j] += log10(products[j])


@njit(nogil=True, error_model="numpy")
def _move_up(j, last, count, own, states, books, trail, who):
    """Lane j has ended: the last running lane takes its place."""
    who[j] = who[last]
    for k in range(len(own)):
        own[k, j] = own[k, last]
    for k in range(len(states)):
        states[k, j] = states[k, last]
    for k in range(3):
        books[k, j] = books[k, last]
        for i in range(count + 1):
            trail[i, k, j] = trail[i, k, last]


@cache
def driver() -> Callable:
    """`drive`, compiled or loaded from the disk cache."""
    return njit(DRIVE, cache=True, nogil=True, error_model="numpy")(_drive)


def _drive(
    walk, ground, steps, factor, per_epoch, threshold, start, unit, limits, s0, hypers, aim, stop, ends
):
    """Let up to LANES runs run to their ends; 1 if stop[0] was set before that, else 0.

    hypers (H, runs); ends (runs, COLUMNS) is filled; unit: the gap at the start; aim: the gap at which
    a run has arrived; s0: the fields of the State before the first step.
    """
    own = np.empty((len(hypers), LANES))
    states = np.empty((2 * len(s0), LANES))
    trail = np.empty((BLOCK + 1, 3, LANES))
    books = np.empty((3, LANES))
    news, products = np.empty(LANES), np.empty(LANES)
    who = np.arange(LANES)
    _line_up(hypers, start, unit, aim, s0, own, states, trail, books)

    running = hypers.shape[1]
    for first in range(0, steps, BLOCK):
        if stop[0]:
            return 1
        count = min(BLOCK, steps - first)
        done = first + count
        lanes = -(-running // VECTOR) * VECTOR
        walk(ground, factor, first, count, lanes, own, states, trail)
        new = _anything_new(trail, count, lanes, aim, limits, books, news)
        if new or done == steps or first // per_epoch != done // per_epoch:
            for j in range(running - 1, -1, -1):
                taken, status = _judge(trail, j, first, count, per_epoch, threshold, aim, limits, books)
                if status < 0 and done < steps:
                    continue
                area = books[AREA, j] + _decades(trail, j, 1, taken, unit)
                area += (steps - first - taken) * _decades(trail, j, taken, taken, unit)
                end = ends[who[j]]
                end[0], end[1], end[2] = trail[taken, M, j], trail[taken, B, j], trail[taken, GAP, j]
                end[3], end[4] = books[ARRIVED, j], area / steps
                end[5], end[6] = first + taken, max(status, 0)
                running -= 1
                _move_up(j, running, count, own, states, books, trail, who)
        if running == 0:
            return 0
        _add_decades(trail, count, lanes, unit, books, products)
        for k in range(3):
            for j in range(running):
                trail[0, k, j] = trail[count, k, j]
    return 0
