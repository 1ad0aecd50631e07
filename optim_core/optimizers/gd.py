"""Gradient descent: walk straight downhill."""

from typing import NamedTuple

from optim_core.hypers import learning_rate
from optim_core.types import Array, Fastest, Limit, Optimizer


class GDState(NamedTuple):
    """Gradient descent remembers nothing; this is only what it just did."""

    move: Array  # the step taken


def step(x, g, t, s, lr):
    """Straight down, further where it is steeper.

    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), lr=0.25)
    >>> x, s
    (0.5, GDState(move=-0.5))
    >>> step(x, -4.0, 2, s, lr=0.25)
    (1.5, GDState(move=1.0))
    """
    move = -lr * g
    return x + move, GDState(move)


def fastest(low, high):
    """As gentle along the steepest direction as along the gentlest: both shrink by the same factor."""
    return Fastest(
        {"lr": 2 / (low + high)},
        (high - low) / (high + low),
        r"\alpha = \frac{2}{\ell + L}, \quad \rho = \frac{\kappa - 1}{\kappa + 1}",
        "Nesterov 2004, Introductory Lectures on Convex Optimization, Theorem 2.1.15",
    )


OPTIMIZER = Optimizer(
    id="gd",
    name="Gradient descent",
    short="GD",
    year=1847,
    idea="Look at every row, then walk straight downhill, further where it is steeper.",
    formula=r"x_t &= x_{t-1} - \alpha\,g_t",
    reference="Cauchy 1847, Comptes Rendus 25, pp. 536–538; "
    "as torch.optim.SGD and optax.sgd on the whole training set",
    hypers={
        "lr": learning_rate(
            0.01,
            slider=(1e-4, 10),
            help="Step length per unit of slope. Above 2/L, L the largest curvature, it diverges.",
        )
    },
    State=GDState,
    step=step,
    full_batch=True,
    limit=Limit(
        "2/L",
        lambda lr: 2.0,
        lambda c, lr: [1.0, lr * c - 1],
        fastest,
        "Nesterov 2004, Introductory Lectures on Convex Optimization, section 2.1.5",
    ),
)
