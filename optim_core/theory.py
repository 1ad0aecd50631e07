"""What can be known about a quadratic surface before anything runs."""

import numpy as np

from optim_core.experiment import Racer


def curvatures(hessian: np.ndarray) -> tuple[float, float]:
    """Smallest and largest eigenvalue of a symmetric (2, 2) Hessian."""
    low, high = np.linalg.eigvalsh(hessian)
    return float(low), float(high)


def directions(hessian: np.ndarray) -> np.ndarray:
    """Unit vectors of the gentlest and of the steepest direction, as the columns of a (2, 2) array."""
    return np.linalg.eigh(hessian).eigenvectors


def condition_number(hessian: np.ndarray) -> float:
    """κ, how many times steeper the steepest direction is than the gentlest; ∞ in a flat valley."""
    low, high = curvatures(hessian)
    return high / low if low > 0 else float("inf")


def stability_limit(racer: Racer, hessian: np.ndarray) -> float | None:
    """The learning rate above which this racer diverges on this quadratic, or None where none is known.

    Gradient descent: 2/L (Nesterov 2004, Introductory Lectures on Convex Optimization, 2.1.5).
    Heavy ball: 2(1 + μ)/L (Polyak 1964). Nesterov: 2(1 + μ)/((1 + 2μ)L), from the same analysis.
    """
    if racer.rule.limit is None:
        return None
    return racer.rule.limit.times_curvature(**racer.hypers) / curvatures(hessian)[1]
