"""RAdam: Adam that trusts its measure of the gradient's size only as far as it has seen enough of it."""

from typing import NamedTuple

import numpy as np

from optim_core.hypers import BETA1, BETA2, EPS, learning_rate
from optim_core.types import Array, Optimizer


class RAdamState(NamedTuple):
    """RAdam's working, line by line. Every field has the shape of x and starts at 0."""

    m: Array  # first moment: running mean of g
    v: Array  # second moment: running mean of g²
    m_hat: Array  # m, freed of its pull towards the 0 it started from
    rho: Array  # how many gradients v has really averaged; up to 5 are too few to trust it
    r: Array  # how far v is trusted, up to 1; means something only where rho > 5
    rate: Array  # the learning rate this coordinate ends up with


def step(x, g, t, s, lr, beta1, beta2, eps):
    """Two steps by hand: the first before v is trusted, the next (the clock set on to 20) after.

    >>> loud = dict(lr=0.1, beta1=0.5, beta2=0.9, eps=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.rho:.4f} {s.rate:.4f}")
    0.8000 1.0000 0.4000 2.0000 1.0000 0.1000
    >>> x, s = step(x, 0.0, 20, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f} {s.v:.4f} {s.m_hat:.4f} {s.rho:.4f} {s.r:.4f} {s.rate:.4f}")
    0.7670 0.5000 0.3600 0.5000 13.4639 0.7749 0.0660
    """
    m = beta1 * s.m + (1 - beta1) * g
    v = beta2 * s.v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    rho_inf = 2 / (1 - beta2) - 1
    rho = rho_inf - 2 * t * beta2**t / (1 - beta2**t) + 0 * x  # + 0·x: in the shape of x, as all fields
    # Up to 5 the root is not used, and may not exist.
    n, n_inf = np.maximum(rho, 5), np.maximum(rho_inf, 5)
    r = np.sqrt((n - 4) * (n - 2) * n_inf / ((n_inf - 4) * (n_inf - 2) * n))
    trusting = r * lr * np.sqrt(1 - beta2**t) / (np.sqrt(v) + eps)
    rate = np.where(rho > 5, trusting, lr)[()]  # [()]: np.where's number as a number
    return x - rate * m_hat, RAdamState(m, v, m_hat, rho, r, rate)


OPTIMIZER = Optimizer(
    id="radam",
    name="RAdam",
    year=2019,
    idea="Adam that starts out careful: until it has seen enough gradients to judge their size, "
    "it goes by their direction alone.",
    formula=r"""
        m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t \\
        \hat m_t &= m_t/(1-\beta_1^t) \\
        v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
        \rho_t &= \rho_\infty - 2t\,\beta_2^t/(1-\beta_2^t) \\
        \rho_\infty &= 2/(1-\beta_2) - 1 \\
        r_t &= \sqrt{\frac{(\rho_t-4)(\rho_t-2)\,\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\,\rho_t}} \\
        x_t &= x_{t-1} - \hat m_t \cdot \begin{cases}
            \alpha\,r_t\,\sqrt{1-\beta_2^t}\,/\,(\sqrt{v_t}+\epsilon) & \rho_t > 5 \\
            \alpha & \text{otherwise} \end{cases}""",
    reference="Liu et al. 2019, Algorithm 2, arXiv:1908.03265; as torch.optim.RAdam: ρ above 5 where the "
    "paper has 4, ε beside the root of v before its bias correction (optax.radam: after it, and ρ from 5 on)",
    hypers={
        "lr": learning_rate(
            1e-3,
            help="As in Adam, once ρ is above 5. The first steps are this times the slope itself: "
            "a rate that suits Adam can throw them far.",
        ),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": EPS,
    },
    State=RAdamState,
    step=step,
)
