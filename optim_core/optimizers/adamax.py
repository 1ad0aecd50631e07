"""Adamax: Adam measured by the steepest recent slope instead of the mean square."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Optimizer


class AdamaxState(NamedTuple):
    """Adamax's working, line by line. Every field has the shape of x and starts at 0."""

    m: Array  # first moment: running mean of g
    u: Array  # the largest |g| so far, older ones fading
    m_hat: Array  # m, freed of its pull towards the 0 it started from; a maximum has no such pull
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, beta1, beta2, eps):
    """Two steps by hand: in the first |g| + ε is the larger, in the second the faded u.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.75, eps=0.5)
    >>> x, s = step(1.0, -2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.u:.4f} {s.m_hat:.4f} {s.rate:.4f}")
    1.0800 -1.0000 2.5000 -2.0000 0.0400
    >>> x, s = step(x, 0.5, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.u:.4f} {s.m_hat:.4f} {s.rate:.4f}")
    1.0978 -0.2500 1.8750 -0.3333 0.0533
    """
    m = beta1 * s.m + (1 - beta1) * g
    u = np.maximum(beta2 * s.u, np.abs(g) + eps)
    m_hat = m / (1 - beta1**t)
    rate = lr / u
    return x - rate * m_hat, AdamaxState(m, u, m_hat, rate)


OPTIMIZER = Optimizer(
    id="adamax",
    name="Adamax",
    year=2014,
    idea="Adam that goes by the steepest slope it remembers, not by an average one.",
    formula=r"""
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        u_t &= \max(\beta_2 u_{t-1},\ |g_t|+\epsilon) \\
        \hat m_t &= m_t/(1-\beta_1^t) \\
        x_t &= x_{t-1} - \frac{\alpha}{u_t}\,\hat m_t""",
    reference="Kingma & Ba 2014, Algorithm 2, arXiv:1412.6980; as torch.optim.Adamax and optax.adamax, "
    "which add ε to |g| where the paper has none",
    hypers={
        "lr": learning_rate(2e-3),
        "beta1": BETA1,
        "beta2": replace(
            BETA2,
            name="decay of the largest slope",
            help="Memory of the steepest slope: it fades to a third in about 1/(1 − β₂) steps.",
        ),
        "eps": replace(EPS, help="Keeps the division finite: the least that any |g| counts."),
    },
    State=AdamaxState,
    step=step,
)
