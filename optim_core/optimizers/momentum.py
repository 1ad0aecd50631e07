"""Momentum: every gradient pushes, and the push before it lives on."""

from math import sqrt
from typing import NamedTuple

from optim_core.hypers import MOMENTUM, learning_rate
from optim_core.types import Array, Fastest, Limit, Optimizer


class MomentumState(NamedTuple):
    """What rolls on from step to step. It has the shape of x and starts at 0."""

    b: Array  # the speed: all gradients so far, each older one worth μ times the next


def step(x, g, t, s, lr, mu):
    """Two steps by hand; in the second, where no slope pushes, it rolls on.

    >>> loud = dict(lr=0.1, mu=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.b:.4f}")
    0.8000 2.0000
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.b:.4f}")
    0.7000 1.0000
    """
    b = mu * s.b + g
    return x - lr * b, MomentumState(b)


def fastest(low, high):
    """So much momentum that no direction swings longer than another."""
    rate = (sqrt(high) - sqrt(low)) / (sqrt(high) + sqrt(low))
    return Fastest(
        {"lr": 4 / (sqrt(high) + sqrt(low)) ** 2, "mu": rate**2},
        rate,
        r"\alpha = \frac{4}{(\sqrt{L} + \sqrt{\ell})^2}, \quad \mu = \rho^2, \quad "
        r"\rho = \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}",
        "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
    )


OPTIMIZER = Optimizer(
    id="momentum",
    name="Momentum",
    year=1964,
    idea="Roll like a heavy ball: keep most of the speed you have and let each slope add to it.",
    formula=r"""
        b_t &= \mu\,b_{t-1} + g_t \\
        x_t &= x_{t-1} - \alpha\,b_t""",
    reference="Polyak 1964, USSR Computational Mathematics and Mathematical Physics 4(5), pp. 1–17; "
    "as torch.optim.SGD(momentum=μ) and optax.sgd(momentum=μ)",
    hypers={
        "lr": learning_rate(
            0.01,
            slider=(1e-4, 10),
            help="How hard a slope pushes. Above 2(1 + μ)/L, L the largest curvature, it diverges.",
        ),
        "mu": MOMENTUM,
    },
    State=MomentumState,
    step=step,
    limit=Limit(
        "2(1 + μ)/L",
        lambda lr, mu: 2 * (1 + mu),
        lambda c, lr, mu: [1.0, lr * c - 1 - mu, mu],
        fastest,
        "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
    ),
)
