"""NAdam: Adam with Nesterov's look ahead."""

from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Hyper, Optimizer


class NAdamState(NamedTuple):
    """NAdam's working, line by line. Every field has the shape of x and starts at 0 unless said."""

    m: Array  # first moment: running mean of g
    v: Array  # second moment: running mean of g²
    m_hat: Array  # the direction: what m will be worth next step, and this step's g
    v_hat: Array  # v, freed of its pull towards the 0 it started from
    rate: Array  # the learning rate this coordinate ends up with
    mu_product: Array = 1.0  # μ₁·μ₂·…·μₜ, for the bias correction


def step(x, g, t, s, lr, beta1, beta2, eps, psi):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.75, eps=0.5, psi=2.0)  # μ₁ 0.2696, μ₂ 0.2877, μ₃ 0.3043
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.v_hat:.4f} {s.mu_product:.4f}")
    0.9075 1.0000 1.0000 2.3118 4.0000 0.2696
    >>> x, s = step(x, -2.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.v_hat:.4f} {s.mu_product:.4f}")
    0.9755 -0.5000 1.7500 -1.7003 4.0000 0.0776
    """
    mu = beta1 * (1 - 0.96 ** (t * psi) / 2)
    mu_next = beta1 * (1 - 0.96 ** ((t + 1) * psi) / 2)
    mu_product = s.mu_product * mu
    m = beta1 * s.m + (1 - beta1) * g
    v = beta2 * s.v + (1 - beta2) * g**2
    m_hat = mu_next * m / (1 - mu_product * mu_next) + (1 - mu) * g / (1 - mu_product)
    v_hat = v / (1 - beta2**t)
    rate = lr / (np.sqrt(v_hat) + eps)
    return x - rate * m_hat, NAdamState(m, v, m_hat, v_hat, rate, mu_product)


OPTIMIZER = Optimizer(
    id="nadam",
    name="NAdam",
    year=2016,
    idea="Adam that looks ahead as Nesterov does: it already counts the momentum of the step to come.",
    formula=r"""
        \mu_t &= \beta_1\,(1-\tfrac12\,0.96^{t\psi}) \\
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
        \hat m_t &= \frac{\mu_{t+1}\,m_t}{1-\mu_1\cdots\mu_{t+1}}
            + \frac{(1-\mu_t)\,g_t}{1-\mu_1\cdots\mu_t} \\
        \hat v_t &= v_t/(1-\beta_2^t) \\
        x_t &= x_{t-1} - \frac{\alpha}{\sqrt{\hat v_t}+\epsilon}\,\hat m_t""",
    reference="Dozat 2016, Algorithm 2, ICLR workshop, openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ; "
    "as torch.optim.NAdam (optax.nadam is its limit for large ψ, where μ is β₁ at once)",
    hypers={
        "lr": learning_rate(2e-3),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": EPS,
        "psi": Hyper(
            name="momentum decay",
            symbol=r"\psi",
            default=4e-3,
            legal="[0, inf)",
            slider=(0, 1),
            help="How soon the momentum μ grows from β₁/2 to β₁: half of the way takes 17/ψ steps.",
        ),
    },
    State=NAdamState,
    step=step,
)
