"""Nesterov's momentum: momentum that already counts the roll to come."""

from math import sqrt
from typing import NamedTuple

from optim_core.hypers import MOMENTUM, learning_rate
from optim_core.types import Array, Fastest, Limit, Optimizer


class NesterovState(NamedTuple):
    """The speed and where it leads. Every field has the shape of x and starts at 0."""

    b: Array  # the speed, as in momentum
    ahead: Array  # the push of this gradient, and the roll that is left after it


def step(x, g, t, s, lr, mu):
    """Two steps by hand; in the second, where no slope pushes, it rolls on.

    >>> loud = dict(lr=0.1, mu=0.5)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.b:.4f} {s.ahead:.4f}")
    0.7000 2.0000 3.0000
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.b:.4f} {s.ahead:.4f}")
    0.6500 1.0000 0.5000
    """
    b = mu * s.b + g
    ahead = g + mu * b
    return x - lr * ahead, NesterovState(b, ahead)


def fastest(low, high):
    """The settings that suit quadratics best; the usual ones guarantee more and are slower here."""
    root = sqrt(3 * high / low + 1)
    return Fastest(
        {"lr": 4 / (3 * high + low), "mu": (root - 2) / (root + 2)},
        1 - 2 / root,
        r"\alpha = \frac{4}{3L + \ell}, \quad \mu = \frac{\sqrt{3\kappa+1} - 2}{\sqrt{3\kappa+1} + 2}, "
        r"\quad \rho = 1 - \frac{2}{\sqrt{3\kappa+1}}",
        "Lessard, Recht & Packard 2016, Analysis and design of optimization algorithms via integral "
        "quadratic constraints, Proposition 1",
    )


OPTIMIZER = Optimizer(
    id="nesterov",
    name="Nesterov momentum",
    year=1983,
    idea="Roll like a ball that feels the slope where it is about to land, and so brakes in time.",
    formula=r"""
        b_t &= \mu\,b_{t-1} + g_t \\
        x_t &= x_{t-1} - \alpha\,(g_t + \mu\,b_t)""",
    reference="Nesterov 1983, Soviet Mathematics Doklady 27(2), in the form of Sutskever et al. 2013 with x "
    "at the point looked ahead to; as torch.optim.SGD(nesterov=True) and optax.sgd(nesterov=True)",
    hypers={
        "lr": learning_rate(
            0.01,
            slider=(1e-4, 10),
            help="How hard a slope pushes. Above (2 + 2μ)/(1 + 2μ)/L, L the largest curvature, it diverges.",
        ),
        "mu": MOMENTUM,
    },
    State=NesterovState,
    step=step,
    limit=Limit(
        "2(1 + μ)/((1 + 2μ)L)",
        lambda lr, mu: 2 * (1 + mu) / (1 + 2 * mu),
        lambda c, lr, mu: [1.0, (1 + mu) * (lr * c - 1), mu * (1 - lr * c)],
        fastest,
        "the roots of its recurrence, as for the heavy ball in Polyak 1964",
    ),
)
