"""AdaGrad: each coordinate slows down with all the steepness it has met."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import EPS, learning_rate
from optim_core.types import Array, Optimizer


class AdaGradState(NamedTuple):
    """AdaGrad's working, line by line. Every field has the shape of x and starts at 0."""

    v: Array  # sum of every g² so far
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.5, eps=0.5)
    >>> x, s = step(1.0, 3.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.rate:.4f}")
    0.5714 9.0000 0.1429
    >>> x, s = step(x, -4.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.rate:.4f}")
    0.9351 25.0000 0.0909
    """
    v = s.v + g**2
    rate = lr / (np.sqrt(v) + eps)
    return x - rate * g, AdaGradState(v, rate)


OPTIMIZER = Optimizer(
    id="adagrad",
    name="AdaGrad",
    year=2011,
    idea="Give every direction its own learning rate, and lower it with each steep stretch met so far.",
    formula=r"""
        v_t &= v_{t-1} + g_t^2 \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{v_t}+\epsilon}\,g_t""",
    reference="Duchi, Hazan & Singer 2011, JMLR 12, Figure 1 (diagonal matrices); as torch.optim.Adagrad, "
    "v starting at 0 and ε outside the root (optax.adagrad: v at 0.1, ε inside)",
    hypers={
        "lr": learning_rate(
            0.01, help="The length of the first step, in the units of the parameter; no later one is longer."
        ),
        "eps": replace(EPS, default=1e-10),
    },
    State=AdaGradState,
    step=step,
)
