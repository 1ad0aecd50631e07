"""RMSProp: the gradient over its own recent size."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import EPS, RHO, learning_rate
from optim_core.types import Array, Optimizer


class RMSPropState(NamedTuple):
    """RMSProp's working, line by line. Every field has the shape of x and starts at 0."""

    v: Array  # running mean of g²
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, rho, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.5, rho=0.75, eps=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.rate:.4f}")
    0.3333 1.0000 0.3333
    >>> x, s = step(x, -3.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.rate:.4f}")
    1.0054 3.0000 0.2240
    """
    v = rho * s.v + (1 - rho) * g**2
    rate = lr / (np.sqrt(v) + eps)
    return x - rate * g, RMSPropState(v, rate)


OPTIMIZER = Optimizer(
    id="rmsprop",
    name="RMSProp",
    year=2012,
    idea="Give every direction its own learning rate, small where it has lately been steep, "
    "and let old slopes be forgotten.",
    formula=r"""
        v_t &= \rho\,v_{t-1} + (1-\rho)\,g_t^2 \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{v_t}+\epsilon}\,g_t""",
    reference="Tieleman & Hinton 2012, Neural Networks for Machine Learning (Coursera), lecture 6.5; as "
    "torch.optim.RMSprop (its alpha is ρ) and optax.rmsprop(decay=ρ, eps_in_sqrt=False); Hinton's ρ is 0.9",
    hypers={
        "lr": learning_rate(
            0.01,
            help="The length of a step on a steady slope, in the units of the parameter; "
            "the first step is 1/√(1 − ρ) times as long.",
        ),
        "rho": replace(RHO, default=0.99),
        "eps": EPS,
    },
    State=RMSPropState,
    step=step,
)
