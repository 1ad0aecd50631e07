"""Losses of a line that forgive outliers: the mean absolute error and Huber's loss, row by row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit, types

from optim_core.bowl import Bowl
from optim_core.ground import Ground, heights, slope

F = types.float64
ABSOLUTE = 2.0**-500
"""Huber's loss over δ tends to the absolute error as δ → 0; with this δ no digit of it is missing."""


@dataclass(frozen=True)
class RowLoss:
    """The mean over rows of h(r)·scale for r = m·x + b − y, as a function of slope and intercept.

    h(r) = r²/2 up to |r| = δ, and from there on the straight line δ(|r| − δ/2) (Huber 1964, Robust
    estimation of a location parameter; torch.nn.HuberLoss). With scale 1/δ and δ → 0 this is |r|.
    """

    x: np.ndarray  # (n,)
    y: np.ndarray  # (n,)
    delta: float
    scale: float
    bottom: np.ndarray  # (2,) where it is lowest
    lowest: float

    @staticmethod
    def of(x: np.ndarray, y: np.ndarray, delta: float | None) -> "RowLoss":
        """Huber's loss with this delta, or the mean absolute error if there is none."""
        delta, scale = (ABSOLUTE, 1 / ABSOLUTE) if delta is None else (delta, 1.0)
        bottom = _lowest_point(x, y, delta, scale)
        m, b = bottom
        return RowLoss(x, y, delta, scale, bottom, _mean_loss(x, y, m, b, delta, scale))

    def loss(self, p: np.ndarray) -> np.ndarray:
        """The loss at p (…, 2): (…)."""
        p = np.asarray(p, float)
        points = np.ascontiguousarray(p.reshape(-1, 2))
        return _mean_losses(self.x, self.y, points, self.delta, self.scale).reshape(p.shape[:-1])

    def gap(self, p: np.ndarray) -> np.ndarray:
        """How far the loss at p (…, 2) lies above the lowest: (…), never negative."""
        return np.maximum(self.loss(p) - self.lowest, 0.0)

    def grad(self, p: np.ndarray) -> np.ndarray:
        """Gradient of the loss at p (…, 2): (…, 2); 0 counts as the slope of |r| at r = 0."""
        p = np.asarray(p, float)
        points = p.reshape(-1, 2)
        return np.array([self.grad_over(self.x, self.y, each) for each in points]).reshape(p.shape)

    def grad_over(self, x: np.ndarray, y: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The gradient of the line p (2,) over some rows x, y (k,): (2,)."""
        pull = self.pull(x, y, p)
        return np.array([np.mean(x * pull), np.mean(pull)])

    def pull(self, x: np.ndarray, y: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The derivative of each row's loss by what the line p (2,) predicts there: (k,)."""
        return self.scale * np.clip(p[0] * x + p[1] - y, -self.delta, self.delta)

    def hessian_at(self, p: np.ndarray) -> np.ndarray:
        """The curvature at one point p (2,): (2, 2). Only rows within δ of the line bend it."""
        x = self.x
        near = np.abs(p[0] * x + p[1] - self.y) <= self.delta
        return np.array([[np.mean(x * x * near), np.mean(x * near)], [np.mean(x * near), np.mean(near)]]) * (
            self.scale if self.delta > ABSOLUTE else 0.0
        )


@njit(F(F[::1], F[::1], F, F, F, F), cache=True, nogil=True, fastmath={"reassoc"})
def _mean_loss(x, y, m, b, delta, scale):
    total = 0.0
    for i in range(len(x)):
        size = abs(m * x[i] + b - y[i])
        bent = min(size, delta)
        total += bent * scale * (size - 0.5 * bent)
    return total / len(x)


@njit(F[::1](F[::1], F[::1], F[:, ::1], F, F), cache=True, nogil=True)
def _mean_losses(x, y, points, delta, scale):
    losses = np.empty(len(points))
    for i in range(len(points)):
        losses[i] = _mean_loss(x, y, points[i, 0], points[i, 1], delta, scale)
    return losses


def _lowest_point(x: np.ndarray, y: np.ndarray, delta: float, scale: float) -> np.ndarray:
    """Where a convex row loss is lowest: along the slope m, each time with the best b for it."""
    from scipy.optimize import minimize_scalar  # here, because only these losses need it

    middle, width = x.mean(), float(x.std())
    if not width:
        return np.array([0.0, np.median(y)])  # all x are equal: the level line, as good as any
    u = (x - middle) / width

    def level(m: float) -> float:
        """The b that suits slope m: the median of what is left, bent towards the mean within δ."""
        left = y - m * u
        b = float(np.median(left))
        for _ in range(100 if delta > ABSOLUTE else 0):
            pull = np.clip(left - b, -delta, delta)
            step = pull.mean() / max(float(np.mean(np.abs(left - b) < delta)), 1 / len(x))
            b += step
            if abs(step) <= 1e-14 * max(1.0, abs(b)):
                break
        return b

    def height(m: float) -> float:
        return _mean_loss(u, y, m, level(m), delta, scale)

    guess = Bowl.of(u, y).bottom[0]
    reach = max(float(y.std()), 1e-12)
    found: Any = minimize_scalar(height, bracket=(guess - reach, guess + reach), method="golden", tol=1e-14)
    m = found.x
    return np.array([m / width, level(m) - m * middle / width])


@slope
def row_slope(numbers, table, program, scratch, i, m, b):
    """The gradient over the rows of step i's mini-batch.

    numbers: δ, scale, training rows, batch size, lowest training and test loss; table: x and y of the
    training rows, then of the test rows; program: the order of the training rows in every epoch; one row
    of it if that is the same in all.
    """
    delta, scale, n, size = numbers[0], numbers[1], int(numbers[2]), int(numbers[3])
    epoch, batch = divmod(i, (n + size - 1) // size)
    first, last = batch * size, min((batch + 1) * size, n)
    g_m, g_b = 0.0, 0.0
    for k in range(first, last):
        row = program[epoch % len(program), k]
        pull = scale * min(max(m * table[0, row] + b - table[1, row], -delta), delta)
        g_m += table[0, row] * pull
        g_b += pull
    return g_m / (last - first), g_b / (last - first)


@heights
def row_heights(numbers, table, program, scratch, m, b):
    """Gap over the training rows and over the test rows."""
    delta, scale, n = numbers[0], numbers[1], int(numbers[2])
    train = _mean_loss(table[0, :n], table[1, :n], m, b, delta, scale)
    test = _mean_loss(table[0, n:], table[1, n:], m, b, delta, scale)
    return max(train - numbers[4], 0.0), max(test - numbers[5], 0.0)


def row_ground(train: RowLoss, test: RowLoss, order: np.ndarray, size: int) -> Ground:
    """The compiled loop's ground; order (epochs or 1, n): the training rows as each epoch takes them."""
    n = len(train.x)
    numbers = np.array([train.delta, train.scale, n, min(size, n), train.lowest, test.lowest])
    table = np.stack([np.concatenate([train.x, test.x]), np.concatenate([train.y, test.y])])
    return Ground(row_slope, row_heights, numbers, table, np.ascontiguousarray(order, np.int64))
