"""Adadelta: steps as long as the recent ones, so that the units come out right by themselves."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.hypers import EPS, RHO, learning_rate
from optim_core.types import Array, Optimizer


class AdadeltaState(NamedTuple):
    """Adadelta's working, line by line. Every field has the shape of x and starts at 0."""

    v: Array  # running mean of g²
    delta: Array  # the step it proposes: g, brought from its own size to that of recent steps
    u: Array  # running mean of delta², this one included


def step(x, g, t, s, lr, rho, eps):
    """Two steps by hand, with settings loud enough that no term can hide.

    >>> loud = dict(lr=0.5, rho=0.75, eps=3.0)
    >>> x, s = step(1.0, 2.0, 1, OPTIMIZER.init(1.0), **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.delta:.4f} {s.u:.4f}")
    0.1340 1.0000 1.7321 0.7500
    >>> x, s = step(x, -3.0, 2, s, **loud)
    >>> print(f"{x:.4f} {s.v:.4f} {s.delta:.4f} {s.u:.4f}")
    1.3198 3.0000 -2.3717 1.9688
    """
    v = rho * s.v + (1 - rho) * g**2
    delta = g * np.sqrt(s.u + eps) / np.sqrt(v + eps)
    u = rho * s.u + (1 - rho) * delta**2
    return x - lr * delta, AdadeltaState(v, delta, u)


OPTIMIZER = Optimizer(
    id="adadelta",
    name="Adadelta",
    year=2012,
    idea="Make each step about as long as the recent ones were, so that no learning rate has to be found.",
    formula=r"""
        v_t &= \rho\,v_{t-1} + (1-\rho)\,g_t^2 \\
        \Delta_t &= \frac{\sqrt{u_{t-1}+\epsilon}}{\sqrt{v_t+\epsilon}}\,g_t \\
        u_t &= \rho\,u_{t-1} + (1-\rho)\,\Delta_t^2 \\
        x_t &= x_{t-1} - \alpha\,\Delta_t""",
    reference="Zeiler 2012, Algorithm 1, arXiv:1212.5701; as torch.optim.Adadelta and optax.adadelta, "
    "whose learning rate the paper does not have (it is 1)",
    hypers={
        "lr": learning_rate(
            1.0,
            slider=(1e-4, 1e4),
            help="A factor on the step that the rule finds by itself; 1 in the paper.",
        ),
        "rho": replace(RHO, help="Memory of gradients and of steps: about 1/(1 − ρ) of each are averaged."),
        "eps": replace(
            EPS,
            default=1e-6,
            help="Gets it going: when small, the first step is about √(ε/(1 − ρ)) long.",
        ),
    },
    State=AdadeltaState,
    step=step,
)
