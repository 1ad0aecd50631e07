"""What theory knows of a sweep before it runs: where runs diverge, and which settings would be best."""

from dataclasses import dataclass

import numpy as np

from optim_core import theory
from optim_core.racer import Racer
from optim_core.run import setup_of
from optim_core.sweep.axes import BATCH_SIZE, Axis
from optim_core.sweep.sweep import Sweep

POINTS = 100  # of the limit's curve


@dataclass(frozen=True)
class Known:
    """What theory says of the racer of a sweep, on the quadratic that its surface is, or is like at its
    lowest point. It holds for exact gradients and a constant learning rate."""

    limit: np.ndarray | None  # (POINTS, 2) as (x, y): beyond it runs diverge; without y all the same point
    formula: str  # of the limit, in plain letters: "2(1 + μ)/L"
    best: dict[str, float] | None  # the best settings, all of them on the axes
    local: bool  # it holds only near the lowest point


def known(sweep: Sweep) -> Known | None:
    """None where theory has nothing to say: no rule for it, no bowl, or a schedule."""
    racer = sweep.subject
    setup = setup_of(sweep.experiment)
    bowl = theory.nearest_bowl(setup.surface, np.asarray(setup.start))
    if bowl is None or racer.rule.limit is None or racer.schedule != "constant":
        return None
    axes = [axis for axis in (sweep.x, sweep.y) if axis]
    fastest = theory.fastest(racer, bowl[1])
    best = fastest.settings if fastest and {*fastest.settings} <= {axis.name for axis in axes} else None
    return Known(_limit(sweep, racer, bowl[1]), racer.rule.limit.formula, best, not setup.surface.quadratic)


def _limit(sweep: Sweep, racer: Racer, hessian: np.ndarray) -> np.ndarray | None:
    """The largest stable learning rate for every value of the other axis."""
    if sweep.x.name == "lr":
        others = _along(sweep.y) if sweep.y else np.zeros(POINTS)
        rates = _rates(racer, sweep.y, others, hessian)
        return None if rates is None else np.stack([rates, others], axis=1)
    if sweep.y and sweep.y.name == "lr":
        others = _along(sweep.x)
        rates = _rates(racer, sweep.x, others, hessian)
        return None if rates is None else np.stack([others, rates], axis=1)
    return None


def _along(axis: Axis) -> np.ndarray:
    return (np.geomspace if axis.scale == "log" else np.linspace)(axis.low, axis.high, POINTS)


def _rates(racer: Racer, axis: Axis | None, values: np.ndarray, hessian: np.ndarray) -> np.ndarray | None:
    """The limit of the learning rate where the other setting has these values."""
    named = axis.name if axis and axis.name != BATCH_SIZE else None
    rates = [
        theory.stability_limit(
            racer.model_copy(update={"hypers": racer.hypers | ({named: value} if named else {})}), hessian
        )
        for value in values.tolist()
    ]
    return np.array(rates, float) if None not in rates else None
