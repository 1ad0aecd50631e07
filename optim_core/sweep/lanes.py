"""The innermost loop of a sweep: runs side by side in lanes, moved on by a block of steps.

Runs that share data and mini-batches stand in lanes: the inner loop goes over the lanes, so that the
processor takes eight runs in one instruction. It is compiled for each rule, from the rule's own source.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numba import njit, types
from numba.cpython.unsafe.tuple import tuple_setitem

from optim_core.bowl import gap_at
from optim_core.catalogue import OPTIMIZERS
from optim_core.ground import F
from optim_core.sweep import ground as grounds
from optim_core.sweep.ground import LINE
from optim_core.within import named, rule_within, source_of

LANES = 32  # runs side by side: their memory fits the fastest cache
VECTOR = 8  # lanes move in multiples of this, the last ones empty
M, B, GAP = range(3)  # what a trail holds of each step

INT = types.int64
WALK = types.void(LINE, F[::1], INT, INT, INT, F[:, ::1], F[:, ::1], F[:, :, ::1])


@cache
def walker(optimizer_id: str, alike: bool) -> Callable:
    """`walk` of an optimizer. alike: all lanes share every hyperparameter but the learning rate.

    Then what depends on the others and on t alone (Adam's β₂ᵗ) is worked out once for all lanes.

    The first compilation takes a second or two; later processes find it in the disk cache.
    """
    optimizer = OPTIMIZERS[optimizer_id]
    rule, rules_text = rule_within(optimizer)
    s0 = optimizer.init(0.0)
    fields = len(s0)
    h0 = (0.0,) * len(optimizer.hypers)
    own, inner = 3, 3 + len(h0)  # where the hyperparameters and the inner state stand in a lane
    text = rules_text + source_of(grounds, gap_at.py_func)

    def walk(ground, factor, first, steps, lanes, hypers, states, trail):
        """Move lanes on by `steps` steps from step `first`.

        hypers (H, LANES), the learning rate first; states (2·fields, LANES), m's and then b's;
        trail (BLOCK + 1, 3, LANES): m, b and gap after each step, [0] before the first.
        """
        _ = text
        # A local copy of constant shape: the compiler sees that its rows do not overlap.
        here = np.empty((3 + len(h0) + 2 * fields, LANES))
        for j in range(lanes):
            for k in range(3):
                here[k, j] = trail[0, k, j]
            for k in range(len(h0)):
                here[own + k, j] = hypers[k, j]
            for k in range(2 * fields):
                here[inner + k, j] = states[k, j]
        shared = h0
        for k in range(1, len(h0)):
            shared = tuple_setitem(shared, k, here[own + k, 0])  # pyright: ignore[reportCallIssue]

        for i in range(steps):
            t = first + i + 1.0
            now = grounds.at(ground, first + i)
            scheduled = factor[min(first + i, len(factor) - 1)]
            for j in range(lanes):
                mine = tuple_setitem(shared, 0, here[own, j] * scheduled)  # pyright: ignore[reportCallIssue]
                if not alike:
                    for k in range(1, len(h0)):
                        mine = tuple_setitem(mine, k, here[own + k, j])
                s_m, s_b = s0, s0
                for k in range(fields):
                    s_m = tuple_setitem(s_m, k, here[inner + k, j])
                    s_b = tuple_setitem(s_b, k, here[inner + fields + k, j])
                m, b = here[M, j], here[B, j]
                g_m, g_b = grounds.slope(now, m, b)
                m, s_m = rule(m, g_m, t, s_m, *mine)
                b, s_b = rule(b, g_b, t, s_b, *mine)
                for k in range(fields):
                    here[inner + k, j], here[inner + fields + k, j] = s_m[k], s_b[k]
                here[M, j], here[B, j], here[GAP, j] = m, b, grounds.rise(ground, m, b)
            for k in range(3):
                for j in range(lanes):
                    trail[i + 1, k, j] = here[k, j]

        for k in range(2 * fields):
            for j in range(lanes):
                states[k, j] = here[inner + k, j]

    name = f"walk_{optimizer_id}_{'alike' if alike else 'each'}"
    return njit(WALK, cache=True, nogil=True, error_model="numpy")(named(walk, name))
