"""Lion: the sign of the momentum, and nothing of its size."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, WEIGHT_DECAY, learning_rate
from optim_core.types import Array, Optimizer


class LionState(NamedTuple):
    """Lion's working, line by line. Every field has the shape of x and starts at 0."""

    c: Array  # the momentum before this step, mixed with g; its sign is the direction
    m: Array  # the momentum: running mean of g


def step(x, g, t, s, lr, beta1, beta2, weight_decay):
    """Two steps by hand: in the second the gradient has turned, the momentum not yet.

    >>> loud = dict(lr=0.1, beta1=0.75, beta2=0.5, weight_decay=2.0)
    >>> x, s = step(1.0, 4.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.c:.4f} {s.m:.4f}")
    0.7000 1.0000 2.0000
    >>> x, s = step(x, -4.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.c:.4f} {s.m:.4f}")
    0.4600 0.5000 -1.0000
    """
    c = beta1 * s.m + (1 - beta1) * g
    m = beta2 * s.m + (1 - beta2) * g
    return x - lr * (np.sign(c) + weight_decay * x), LionState(c, m)


OPTIMIZER = Optimizer(
    id="lion",
    name="Lion",
    year=2023,
    idea="Ask only which way is down, never how steep: every step is equally long.",
    formula=r"""
        c_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        m_t &= \beta_2 m_{t-1} + (1-\beta_2)\,g_t \\
        x_t &= x_{t-1} - \alpha\,(\operatorname{sign} c_t + \lambda\,x_{t-1})""",
    reference="Chen et al. 2023, Algorithm 2, arXiv:2302.06675; as optax.lion (whose default λ is 0.001)",
    hypers={
        "lr": learning_rate(
            1e-4,
            help="The length of every step, in the units of the parameter itself; "
            "it never comes closer to the bottom than that for long.",
        ),
        "beta1": replace(
            BETA1,
            name="share of the momentum in the direction",
            help="How far the momentum, rather than this gradient, decides the direction.",
        ),
        "beta2": replace(
            BETA2,
            name="decay of the momentum",
            default=0.99,
            help="Memory of the momentum: about 1/(1 − β₂) steps are averaged.",
        ),
        "weight_decay": replace(WEIGHT_DECAY, default=0.0),
    },
    State=LionState,
    step=step,
)
