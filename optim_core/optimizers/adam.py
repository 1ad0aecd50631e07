"""Adam: the momentum of the gradient over the size of the gradient, both freed of their bias."""

from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Optimizer


class AdamState(NamedTuple):
    """Adam's working, line by line. Every field has the shape of x and starts at 0."""

    m: Array  # first moment: running mean of g
    v: Array  # second moment: running mean of g²
    m_hat: Array  # m, freed of its pull towards the 0 it started from
    v_hat: Array  # v, likewise
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, beta1, beta2, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.75, eps=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.v_hat:.4f}")
    0.9200 1.0000 1.0000 2.0000 4.0000
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.v_hat:.4f}")
    0.8832 0.5000 0.7500 0.6667 1.7143
    """
    m = beta1 * s.m + (1 - beta1) * g
    v = beta2 * s.v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    rate = lr / (np.sqrt(v_hat) + eps)
    return x - rate * m_hat, AdamState(m, v, m_hat, v_hat, rate)


OPTIMIZER = Optimizer(
    id="adam",
    name="Adam",
    year=2014,
    idea="Go where the gradient has pointed on average, one learning rate at a time, "
    "less where it keeps changing its mind.",
    formula=r"""
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
        \hat m_t &= m_t/(1-\beta_1^t) \\
        \hat v_t &= v_t/(1-\beta_2^t) \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{\hat v_t}+\epsilon}\,\hat m_t""",
    reference="Kingma & Ba 2014, Algorithm 1, arXiv:1412.6980; as torch.optim.Adam and optax.adam",
    hypers={"lr": learning_rate(1e-3), "beta1": BETA1, "beta2": BETA2, "eps": EPS},
    State=AdamState,
    step=step,
)
