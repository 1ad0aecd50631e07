"""AMSGrad: Adam with a second moment that never falls."""

from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Optimizer


class AMSGradState(NamedTuple):
    """AMSGrad's working, line by line. Every field has the shape of x and starts at 0."""

    m: Array  # first moment: running mean of g
    v: Array  # second moment: running mean of g²
    v_max: Array  # the largest v so far
    m_hat: Array  # m, freed of its pull towards the 0 it started from
    v_hat: Array  # v_max, corrected as if it were v
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, beta1, beta2, eps):
    """Two steps by hand: in the second, v falls and its maximum does not.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.75, eps=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.v_max:.4f} {s.m_hat:.4f} {s.v_hat:.4f}")
    0.9200 1.0000 1.0000 1.0000 2.0000 4.0000
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.v_max:.4f} {s.m_hat:.4f} {s.v_hat:.4f}")
    0.8869 0.5000 0.7500 1.0000 0.6667 2.2857
    """
    m = beta1 * s.m + (1 - beta1) * g
    v = beta2 * s.v + (1 - beta2) * g**2
    v_max = np.maximum(s.v_max, v)
    m_hat = m / (1 - beta1**t)
    v_hat = v_max / (1 - beta2**t)
    rate = lr / (np.sqrt(v_hat) + eps)
    return x - rate * m_hat, AMSGradState(m, v, v_max, m_hat, v_hat, rate)


OPTIMIZER = Optimizer(
    id="amsgrad",
    name="AMSGrad",
    year=2018,
    idea="Adam that never forgets how steep it once was, so that a calm stretch cannot make it reckless.",
    formula=r"""
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
        v^{\max}_t &= \max(v^{\max}_{t-1},\ v_t) \\
        \hat m_t &= m_t/(1-\beta_1^t) \\
        \hat v_t &= v^{\max}_t/(1-\beta_2^t) \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{\hat v_t}+\epsilon}\,\hat m_t""",
    reference="Reddi, Kale & Kumar 2018, Algorithm 2, arXiv:1904.09237; as torch.optim.Adam(amsgrad=True), "
    "which adds Adam's bias correction after the maximum (optax.amsgrad: before it; the paper: none)",
    hypers={"lr": learning_rate(1e-3), "beta1": BETA1, "beta2": BETA2, "eps": EPS},
    State=AMSGradState,
    step=step,
)
