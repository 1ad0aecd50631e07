"""Momentum as a running mean: the same roll, in the units of one gradient."""

from dataclasses import replace
from typing import NamedTuple

from optim_core.hypers import MOMENTUM, learning_rate
from optim_core.optimizers import momentum
from optim_core.types import Array, Convention, Limit, Optimizer


class MomentumEMAState(NamedTuple):
    """What rolls on from step to step. It has the shape of x and starts at 0."""

    m: Array  # running mean of g: as large as a gradient, not as many of them


def step(x, g, t, s, lr, mu):
    """Two steps by hand; in the second, where no slope pushes, it rolls on.

    >>> loud = dict(lr=0.1, mu=0.75)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.m:.4f}")
    0.9500 0.5000
    >>> x, s = step(x, 0.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.m:.4f}")
    0.9125 0.3750
    """
    m = mu * s.m + (1 - mu) * g
    return x - lr * m, MomentumEMAState(m)


def fastest(low, high):
    """Momentum's own best, in these units."""
    best = momentum.fastest(low, high)
    mu = best.settings["mu"]
    settings = {"lr": best.settings["lr"] / (1 - mu), "mu": mu}
    return replace(best, settings=settings, formula=best.formula.replace("4}{", r"4/(1-\mu)}{", 1))


OPTIMIZER = Optimizer(
    id="momentum_ema",
    name="Momentum, moving average",
    short="Momentum (EMA)",
    year=1964,
    idea="Roll like a heavy ball, and go by the average push: momentum's own path, at another learning rate.",
    formula=r"""
        m_t &= \mu\,m_{t-1} + (1-\mu)\,g_t \\
        x_t &= x_{t-1} - \alpha\,m_t""",
    reference="Polyak 1964 in the form in which Adam has it; as optax.ema(μ, debias=False) before the "
    "learning rate (torch.optim.SGD with dampening = μ differs: its first step has no 1 − μ)",
    hypers={
        "lr": learning_rate(
            0.1,
            slider=(1e-4, 10),
            help="Step length per unit of average slope. Above 2(1 + μ)/((1 − μ)L), L the largest curvature, "
            "it diverges.",
        ),
        "mu": MOMENTUM,
    },
    State=MomentumEMAState,
    step=step,
    limit=Limit(
        "2(1 + μ)/((1 − μ)L)",
        lambda lr, mu: 2 * (1 + mu) / (1 - mu),
        lambda c, lr, mu: [1.0, (1 - mu) * lr * c - 1 - mu, mu],
        fastest,
        "Polyak 1964, with the learning rate divided by 1 − μ",
    ),
    convention=Convention(
        of="momentum",
        difference="Momentum adds the gradients up, its moving average does not: what that remembers is "
        "1 − μ times as large.",
        exact=True,
        here=lambda lr, mu: {"lr": lr / (1 - mu), "mu": mu},
        there=lambda lr, mu: {"lr": lr * (1 - mu), "mu": mu},
    ),
)
