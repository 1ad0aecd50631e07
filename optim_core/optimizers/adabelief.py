"""AdaBelief: Adam measured by how far the gradient strays from its forecast."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Optimizer


class AdaBeliefState(NamedTuple):
    """AdaBelief's working, line by line. Every field has the shape of x and starts at 0."""

    m: Array  # first moment: running mean of g, the forecast
    v: Array  # running mean of (g − m)², the surprise, and a little ε more each step
    m_hat: Array  # m, freed of its pull towards the 0 it started from
    v_hat: Array  # v, likewise
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, beta1, beta2, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.75, eps=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.v_hat:.4f}")
    0.9104 1.0000 0.7500 2.0000 3.0000
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.v_hat:.4f}")
    0.8787 0.5000 1.1250 0.6667 2.5714
    """
    m = beta1 * s.m + (1 - beta1) * g
    v = beta2 * s.v + (1 - beta2) * (g - m) ** 2 + eps
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    rate = lr / (np.sqrt(v_hat) + eps)
    return x - rate * m_hat, AdaBeliefState(m, v, m_hat, v_hat, rate)


OPTIMIZER = Optimizer(
    id="adabelief",
    name="AdaBelief",
    year=2020,
    idea="Stride out where the gradient is what you expected, tread softly where it surprises you.",
    formula=r"""
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,(g_t-m_t)^2 + \epsilon \\
        \hat m_t &= m_t/(1-\beta_1^t) \\
        \hat v_t &= v_t/(1-\beta_2^t) \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{\hat v_t}+\epsilon}\,\hat m_t""",
    reference="Zhuang et al. 2020, Algorithm 2, arXiv:2010.07468 (its s is v here; ε in both places "
    "and 1e-16, as in the authors' code); as optax.adabelief(eps=ε, eps_root=ε)",
    hypers={
        "lr": learning_rate(
            1e-3,
            help="The length of a step when gradients miss their forecast by as much as their size; "
            "closer forecasts make it longer.",
        ),
        "beta1": BETA1,
        "beta2": replace(
            BETA2,
            name="decay of the surprise",
            help="Memory of the surprises: about 1/(1 − β₂) steps are averaged.",
        ),
        "eps": replace(
            EPS,
            default=1e-16,
            slider=(1e-20, 1),
            help="Keeps the division finite; added to v at every step, it caps how bold "
            "a run of good forecasts can make it.",
        ),
    },
    State=AdaBeliefState,
    step=step,
)
