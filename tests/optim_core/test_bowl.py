"""The bowl is the mean squared error, exactly."""

import os
import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from optim_core.bowl import Bowl

numbers = st.integers(-800, 800).map(lambda eighths: eighths / 8)


@given(arrays(float, (7, 2), elements=numbers), numbers, numbers)
def test_loss_is_the_mean_squared_error(xy, m, b):
    x, y = xy.T
    expected = np.mean((y - (m * x + b)) ** 2)
    np.testing.assert_allclose(Bowl.of(x, y).loss(np.array([m, b])), expected, rtol=1e-9, atol=1e-9)


@given(numbers, numbers)
def test_gradient_is_the_slope(m, b):
    x, y = np.random.RandomState(0).randn(2, 20)
    bowl, p, h = Bowl.of(x, y), np.array([m, b]), 1e-4
    slope = [(bowl.loss(p + h * e) - bowl.loss(p - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(bowl.grad(p), slope, rtol=1e-5, atol=1e-5)


def test_bottom_is_least_squares():
    x, y = np.random.RandomState(1).randn(2, 50)
    bowl = Bowl.of(x, y)
    np.testing.assert_allclose(bowl.bottom, np.polyfit(x, y, 1), rtol=1e-10)
    assert bowl.gap(bowl.bottom) == 0


def test_a_tiny_gap_keeps_its_digits():
    x, y = np.random.RandomState(2).randn(2, 50) * 1e4
    bowl = Bowl.of(x, y)
    gap = bowl.gap(np.add(bowl.bottom, (0, 1e-3)))
    np.testing.assert_allclose(gap, 1e-6, rtol=1e-6)  # the loss itself, near 1e8, would have lost it
    assert bowl.lowest > 1e7


def test_equal_x_give_the_level_line():
    bowl = Bowl.of(np.full(4, 3.0), np.array([1.0, 2, 3, 4]))
    assert bowl.bottom.tolist() == [0, 2.5]


def test_it_is_the_same_to_the_bit_however_many_threads_there_are():
    code = """
import numpy as np
from optim_core.bowl import Bowl
x, y = np.random.RandomState(3).randn(2, 50_000)
print([number.hex() for number in Bowl.of(x, y).numbers], Bowl.of(x, y).lowest.hex())
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            check=True,
            capture_output=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(said) == 1
