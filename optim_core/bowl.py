"""The mean squared error of a line as a function of its slope and intercept: an exact quadratic bowl."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bowl:
    """loss(p) = lowest + ½ (p − bottom)ᵀ H (p − bottom), exactly, for p = (m, b).

    Written around its bottom, so that a gap of 1e-9 above a lowest loss of 2e6 keeps all its digits.
    """

    bottom: np.ndarray  # (2,) the least-squares line
    lowest: float  # its mean squared error
    hessian: np.ndarray  # (2, 2)

    @staticmethod
    def of(x: np.ndarray, y: np.ndarray) -> "Bowl":
        """The bowl over rows x (n,), y (n,). If all x are equal, the bottom is the level line."""
        dx = x - x.mean()
        spread = dx @ dx
        m = (dx @ y) / spread if spread > 1e-24 * (x @ x) else 0.0
        b = y.mean() - m * x.mean()
        hessian = 2 * np.array([[np.mean(x * x), x.mean()], [x.mean(), 1.0]])
        return Bowl(np.array([m, b]), float(np.mean((y - m * x - b) ** 2)), hessian)

    def gap(self, p: np.ndarray) -> np.ndarray:
        """How far the loss at p (…, 2) lies above the lowest possible: (…), never negative."""
        d = np.asarray(p, float) - self.bottom
        return 0.5 * np.einsum("...i,ij,...j->...", d, self.hessian, d)

    def loss(self, p: np.ndarray) -> np.ndarray:
        """Mean squared error at p (…, 2): (…)."""
        return self.lowest + self.gap(p)

    def grad(self, p: np.ndarray) -> np.ndarray:
        """Gradient of the loss at p (…, 2): (…, 2)."""
        return (np.asarray(p, float) - self.bottom) @ self.hessian
