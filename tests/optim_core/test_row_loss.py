"""Forgiving losses: values, gradients and lowest points against the definitions and a grid."""

import numpy as np
import pytest

from optim_core.row_loss import RowLoss

RNG = np.random.RandomState(3)
X = RNG.randn(201)
Y = 2 * X - 1 + RNG.standard_t(1.5, 201)
POINTS = RNG.randn(40, 2) * 3


def plain(p, delta):
    """The definition, row by row."""
    r = np.abs(p[0] * X + p[1] - Y)
    each = r if delta is None else np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))
    return each.mean()


@pytest.mark.parametrize("delta", [None, 0.5, 2.0, 1e9])
def test_value_and_gradient(delta):
    loss = RowLoss.of(X, Y, delta)
    np.testing.assert_allclose(loss.loss(POINTS), [plain(p, delta) for p in POINTS], rtol=1e-13)
    h = 1e-6
    for k in (0, 1):
        e = h * np.eye(2)[k]
        slope = [(plain(p + e, delta) - plain(p - e, delta)) / (2 * h) for p in POINTS]
        kinks = [np.min(np.abs(p[0] * X + p[1] - Y)) < 1e-4 for p in POINTS]
        np.testing.assert_allclose(
            loss.grad(POINTS)[:, k][~np.array(kinks)], np.array(slope)[~np.array(kinks)], atol=1e-7
        )


@pytest.mark.parametrize("delta", [None, 0.5, 2.0, 1e9])
def test_nothing_near_is_lower_than_the_bottom(delta):
    loss = RowLoss.of(X, Y, delta)
    around = loss.bottom + np.concatenate([RNG.randn(400, 2) * scale for scale in (1, 1e-2, 1e-4)])
    assert loss.loss(around).min() >= loss.lowest * (1 - 1e-12)
    if delta is not None:
        np.testing.assert_allclose(loss.grad(loss.bottom), 0, atol=1e-7)


def test_a_huge_delta_is_half_the_squared_error():
    loss = RowLoss.of(X, Y, 1e9)
    m, b = np.polyfit(X, Y, 1)
    np.testing.assert_allclose(loss.bottom, [m, b], atol=1e-7)
    np.testing.assert_allclose(loss.lowest, np.mean((Y - m * X - b) ** 2) / 2, rtol=1e-12)


def test_the_curvature_of_huber_against_differences_of_its_gradient():
    loss = RowLoss.of(X, Y, 1.0)
    p, h = np.array([1.7, -0.9]), 1e-7
    differences = [(loss.grad(p + h * e) - loss.grad(p - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(loss.hessian_at(p), differences, atol=1e-6)
    np.testing.assert_array_equal(RowLoss.of(X, Y, None).hessian_at(p), 0)


def test_outliers_pull_less():
    y = 2 * X - 1
    y[0] += 1e6
    np.testing.assert_allclose(RowLoss.of(X, y, None).bottom, [2, -1], atol=1e-9)
