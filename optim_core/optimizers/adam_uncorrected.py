"""Adam without bias correction: what its averages do when nobody tells them that they started at 0."""

from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Convention, Optimizer


class AdamUncorrectedState(NamedTuple):
    """Its working, line by line. Every field has the shape of x and starts at 0."""

    m: Array  # first moment: running mean of g, too small at first
    v: Array  # second moment: running mean of g², too small at first, and for longer
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, beta1, beta2, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.75, eps=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.rate:.4f}")
    0.9333 1.0000 1.0000 0.0667
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.rate:.4f}")
    0.8967 0.5000 0.7500 0.0732
    """
    m = beta1 * s.m + (1 - beta1) * g
    v = beta2 * s.v + (1 - beta2) * g**2
    rate = lr / (np.sqrt(v) + eps)
    return x - rate * m, AdamUncorrectedState(m, v, rate)


OPTIMIZER = Optimizer(
    id="adam_uncorrected",
    name="Adam without bias correction",
    short="Adam uncorrected",
    year=2014,
    idea="Adam whose averages are never told that they started from 0: its first steps are several times "
    "too long.",
    formula=r"""
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{v_t}+\epsilon}\,m_t""",
    reference="Kingma & Ba 2014, section 6.4, arXiv:1412.6980, where it is compared with Adam; "
    "as two optax.ema(debias=False), of g and of g²",
    hypers={"lr": learning_rate(1e-3), "beta1": BETA1, "beta2": BETA2, "eps": EPS},
    State=AdamUncorrectedState,
    step=step,
    convention=Convention(
        of="adam",
        difference="The two differ by the division of both averages by 1 − βᵗ. Left out, it makes step t "
        "(1 − β₁ᵗ)/√(1 − β₂ᵗ) times as long: several times at first, no longer after some 1/(1 − β₂) steps.",
        exact=False,
        here=lambda **settings: settings,
        there=lambda **settings: settings,
    ),
)
