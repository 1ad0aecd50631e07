"""RMSProp with ε inside the root, as optax has it."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import EPS, RHO, learning_rate
from optim_core.types import Array, Convention, Optimizer


class RMSPropInsideState(NamedTuple):
    """Its working, line by line. Every field has the shape of x and starts at 0."""

    v: Array  # running mean of g²
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, rho, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.5, rho=0.75, eps=3.0)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.rate:.4f}")
    0.5000 1.0000 0.2500
    >>> x, s = step(x, -3.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.rate:.4f}")
    1.1124 3.0000 0.2041
    """
    v = rho * s.v + (1 - rho) * g**2
    rate = lr / np.sqrt(v + eps)
    return x - rate * g, RMSPropInsideState(v, rate)


OPTIMIZER = Optimizer(
    id="rmsprop_inside",
    name="RMSProp, ε inside the root",
    short="RMSProp (ε inside)",
    year=2012,
    idea="RMSProp that keeps its division finite before it takes the root, not after.",
    formula=r"""
        v_t &= \rho\,v_{t-1} + (1-\rho)\,g_t^2 \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{v_t+\epsilon}}\,g_t""",
    reference="Tieleman & Hinton 2012, lecture 6.5; as optax.rmsprop(decay=ρ), whose ρ is 0.9",
    hypers={
        "lr": learning_rate(
            0.01,
            help="The length of a step on a steady slope, in the units of the parameter; "
            "the first step is 1/√(1 − ρ) times as long.",
        ),
        "rho": RHO,
        "eps": replace(
            EPS, slider=(1e-16, 1), help="Keeps the division finite; slopes below √ε are not boosted."
        ),
    },
    State=RMSPropInsideState,
    step=step,
    convention=Convention(
        of="rmsprop",
        difference="ε is added to v before the root or, as torch has it, after: the one is compared with the "
        "square of a slope, the other with the slope.",
        exact=False,
        here=lambda lr, rho, eps: {"lr": lr, "rho": rho, "eps": eps * eps},
        there=lambda lr, rho, eps: {"lr": lr, "rho": rho, "eps": eps**0.5},
    ),
)
