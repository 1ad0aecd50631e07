"""The mean squared error of a line as a function of its slope and intercept: an exact quadratic bowl."""

from dataclasses import dataclass

import numpy as np
from numba import njit, types

from optim_core.ground import Ground, heights, slope

F = types.float64
BOWL = types.UniTuple(F, 5)


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
        spread = np.sum(dx * dx)  # not dx @ dx: the last bits of that depend on the number of threads
        m = np.sum(dx * y) / spread if spread > 1e-24 * np.sum(x * x) else 0.0
        b = y.mean() - m * x.mean()
        hessian = 2 * np.array([[np.mean(x * x), x.mean()], [x.mean(), 1.0]])
        return Bowl(np.array([m, b]), float(np.mean((y - m * x - b) ** 2)), hessian)

    def gap(self, p: np.ndarray) -> np.ndarray:
        """How far the loss at p (…, 2) lies above the lowest possible: (…), to the bit as compiled."""
        m, b = np.moveaxis(np.asarray(p, float), -1, 0)
        return gap_at.py_func(self.numbers, m, b)

    def loss(self, p: np.ndarray) -> np.ndarray:
        """Mean squared error at p (…, 2): (…)."""
        return self.lowest + self.gap(p)

    def grad(self, p: np.ndarray) -> np.ndarray:
        """Gradient of the loss at p (…, 2): (…, 2)."""
        return (np.asarray(p, float) - self.bottom) @ self.hessian

    @staticmethod
    def grad_over(x: np.ndarray, y: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The gradient of the squared error of the line p (2,) over some rows x, y (k,): (2,)."""
        error = p[0] * x + p[1] - y
        return np.array([2 * np.mean(x * error), 2 * np.mean(error)])

    def hessian_at(self, p: np.ndarray) -> np.ndarray:
        """The curvature, the same everywhere: (2, 2)."""
        return self.hessian

    @property
    def numbers(self) -> tuple[float, ...]:
        """All that `gap_at` needs."""
        (m, b), ((h_mm, h_mb), (_, h_bb)) = self.bottom, self.hessian
        return float(m), float(b), float(h_mm), float(h_mb), float(h_bb)


@njit(F(BOWL, F, F), cache=True)
def gap_at(bowl, m, b):
    """Bowl.gap at one point, from Bowl.numbers."""
    m_best, b_best, h_mm, h_mb, h_bb = bowl
    dm, db = m - m_best, b - b_best
    return 0.5 * (h_mm * dm * dm + 2 * h_mb * dm * db + h_bb * db * db)


@slope
def bowl_slope(numbers, table, program, scratch, i, m, b):
    """The gradient of the squared error over step i's mini-batch, from its mean x, y, x² and x·y."""
    mean_x, mean_y, mean_xx, mean_xy = table[i, 0], table[i, 1], table[i, 2], table[i, 3]
    return 2 * (m * mean_xx + b * mean_x - mean_xy), 2 * (m * mean_x + b - mean_y)


@heights
def bowl_heights(numbers, table, program, scratch, m, b):
    """Gap over the training rows and over the test rows."""
    train = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
    test = (numbers[5], numbers[6], numbers[7], numbers[8], numbers[9])
    return gap_at(train, m, b), gap_at(test, m, b)


def bowl_ground(train: Bowl, test: Bowl, means: np.ndarray) -> Ground:
    """The compiled loop's ground; means (T, 4): `batches.batch_means`, all that the gradient needs."""
    return Ground(bowl_slope, bowl_heights, np.array([*train.numbers, *test.numbers]), means)
