"""What can be known about a quadratic surface, or near the bottom of another, before anything runs."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from optim_core.function_surface import FunctionSurface
from optim_core.history import Status
from optim_core.landscape import Landscape
from optim_core.racer import Racer
from optim_core.types import Fastest

if TYPE_CHECKING:
    from optim_core.run import Result, Run

ROUND = 1 + 1e-6  # condition number up to which no direction stands out
SHORT = 0.002  # of the window's diagonal: a step that stays in a dimple
Bowl = tuple[np.ndarray, np.ndarray]  # its lowest point (2,) and the Hessian there (2, 2)


def curvatures(hessian: np.ndarray) -> tuple[float, float]:
    """Smallest and largest eigenvalue of a symmetric (2, 2) Hessian."""
    return _curvatures(np.asarray(hessian, float).tobytes())


@lru_cache(64)  # every racer asks for those of the same surface
def _curvatures(hessian: bytes) -> tuple[float, float]:
    low, high = np.linalg.eigvalsh(np.frombuffer(hessian).reshape(2, 2))
    return float(low), float(high)


def directions(hessian: np.ndarray) -> np.ndarray:
    """Unit vectors of the gentlest and of the steepest direction, as the columns of a (2, 2) array."""
    return np.linalg.eigh(hessian).eigenvectors


def local_bowl(result: "Result") -> "tuple[Run, Bowl | None]":
    """The first racer that did not diverge, or the first, and the bowl next to where it ended."""
    stayed = (run for run in result.runs if run.history.status not in (Status.DIVERGED, Status.UNDEFINED))
    run = next(stayed, result.runs[0])
    return run, nearest_bowl(result.surface, run.path[-1])


def nearest_bowl(surface: Landscape, p: np.ndarray) -> Bowl | None:
    """The lowest point (2,) nearest to p (2,) and its Hessian (2, 2); None if it is no bowl. Where a surface
    has more dimples than it lists, the bottom of the one that p lies in."""
    if not surface.minima:
        return None
    points = np.array(surface.minima)[:, :2]
    nearest = points[np.argmin(np.hypot(*(points - p).T))]
    if isinstance(surface, FunctionSurface) and surface.dimpled:
        bottom = _dimple(surface, p.tobytes())
        nearest = nearest if bottom is None else bottom
    hessian = surface.hessian(nearest)
    return (nearest, hessian) if np.isfinite(hessian).all() and curvatures(hessian)[0] > 0 else None


@lru_cache(64)  # marks on sliders and lines on the map ask for the same
def _dimple(surface: FunctionSurface, place: bytes) -> np.ndarray | None:
    """Where one comes to from a place (2,) in steps too short to leave its dimple; None if nowhere."""
    from scipy.optimize import minimize  # here, because few surfaces need it

    p = np.frombuffer(place)
    if not np.isfinite(surface.f(p)):
        return None
    shortest = SHORT * np.hypot(*np.diff(surface.window)[:, 0])
    options = {"initial_trust_radius": shortest, "max_trust_radius": 2 * shortest, "maxiter": 60}
    with np.errstate(all="ignore"):
        found = minimize(
            surface.f, p, jac=surface.grad, hess=surface.hessian, method="trust-exact", options=options
        )
    return found.x if found.success else None


def condition_number(hessian: np.ndarray) -> float:
    """κ, how many times steeper the steepest direction is than the gentlest; ∞ in a flat valley."""
    low, high = curvatures(hessian)
    return high / low if low > 0 else float("inf")


def stability_limit(racer: Racer, hessian: np.ndarray) -> float | None:
    """The learning rate above which this racer diverges on this quadratic, or None where none is known.

    Gradient descent: 2/L (Nesterov 2004, Introductory Lectures on Convex Optimization, 2.1.5).
    Heavy ball: 2(1 + μ)/L (Polyak 1964). Nesterov: 2(1 + μ)/((1 + 2μ)L), from the same analysis.
    """
    steepest = curvatures(hessian)[1]
    if racer.rule.limit is None or steepest <= 0:
        return None
    return racer.rule.limit.times_curvature(**racer.hypers) / steepest


def fastest(racer: Racer, hessian: np.ndarray) -> Fastest | None:
    """The best constant settings of the racer's rule on this quadratic; None where theory has none."""
    low, high = curvatures(hessian)
    theory = racer.rule.limit
    return theory.fastest(low, high) if theory is not None and low > 0 else None


def predicted_rate(racer: Racer, hessian: np.ndarray) -> float | None:
    """The factor by which this racer's distance to the bottom shrinks a step in the long run, with exact
    gradients; above 1 it grows. The largest root of the iteration's characteristic polynomial over both
    directions (Polyak 1964); None where the rule is not linear, or a schedule changes its learning rate.
    """
    if racer.rule.limit is None or racer.schedule != "constant":
        return None
    roots = [np.roots(racer.rule.limit.polynomial(c, **racer.hypers)) for c in curvatures(hessian)]
    return float(max(np.abs(each).max(initial=0.0) for each in roots))


def observed_rate(gaps: np.ndarray) -> float | None:
    """The factor by which the distance to the bottom shrank a step, fitted to the gaps (T+1,) of a run.

    The gap goes with the square of the distance, so half the slope of log gap against steps, by least
    squares. A swing of momentum may pass close by the bottom, so the gap at a step is the largest there
    still comes, or has come where it grows. Fitted is the lower half, in factors, of what lies above the
    run's own floor: 1e-13 of where it began, or three times the largest of its last tenth; of its second
    half, if that hardly came down. None where that leaves fewer than 10 steps, or less than a factor of 40.
    """
    gaps = np.asarray(gaps, float)
    gaps = gaps[np.isfinite(gaps)]
    if gaps[-1] < gaps[0]:
        peaks = np.maximum.accumulate(gaps[::-1])[::-1]
        half, quarter, tenth = (peaks[-max(1, len(gaps) // part)] for part in (2, 4, 10))
        floor = max(1e-13 * gaps[0], 3 * (half if half < 100 * quarter else tenth))
        if floor > peaks[0] / 40:
            return None
        used = np.flatnonzero((peaks > floor) & (peaks <= np.sqrt(floor * peaks[0])))
    else:
        peaks = np.maximum.accumulate(gaps)
        used = np.arange(len(gaps) // 2, len(gaps))
    if len(used) < 10:
        return None
    slope = np.polyfit(used, np.log(np.maximum(peaks[used], 1e-300)), 1)[0]
    return float(np.exp(slope / 2))


def noise_ball(lr: float, hessian: np.ndarray, covariance: np.ndarray) -> float | None:
    """The gap at which SGD with this learning rate stays shaking, on average.

    covariance (2, 2): of the mini-batch gradient at the bottom. Along each direction of curvature c the
    distance's variance settles where what a step takes away, α·c·(2 − α·c) of it, equals what the noise
    adds, α²·s²; the gap is half of c times it (Mandt, Hoffman & Blei 2017, Stochastic gradient descent
    as approximate Bayesian inference, for small α). None above the stability limit.

    This holds for batches drawn anew each time. Where an epoch takes every row once, and is shorter than
    the 1/(α·c) steps that the walk remembers, the batches make up for each other and it shakes less.
    """
    values, vectors = np.linalg.eigh(hessian)
    spread = np.einsum("ik,ij,jk->k", vectors, covariance, vectors)
    if values[0] <= 0 or lr * values[1] >= 2:
        return None
    return float(0.5 * np.sum(lr * spread / (2 - lr * values)))


def batch_covariance(x: np.ndarray, pulls: np.ndarray, size: int) -> np.ndarray:
    """Covariance (2, 2) of the gradient over batches of this size, drawn without replacement from rows with
    these x (n,) and LinearRegression.pulls (n,)."""
    n = len(x)
    rows = np.cov(np.stack([x * pulls, pulls]), bias=False)
    return rows / size * (1 - size / n)
