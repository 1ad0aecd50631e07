"""Mini-batches: the tutorial's slices, and their means."""

import numpy as np
import pytest

from optim_core.batches import batch_means, orders, rows_seen


def test_orders_compound():
    n, rng = 6, np.random.RandomState(3)
    first, second = (rng.permutation(n) for _ in range(2))
    ours = list(orders(n, 2, np.random.RandomState(3)))
    np.testing.assert_array_equal(ours[0], first)
    np.testing.assert_array_equal(ours[1], first[second])


@pytest.mark.parametrize("size", [1, 3, 4, 7, 10])
def test_means_of_every_slice(size):
    x, y = np.random.RandomState(0).randn(2, 10)
    means = batch_means(x, y, 3, size, np.random.RandomState(5))
    slices = [
        order[j : j + size] for order in orders(10, 3, np.random.RandomState(5)) for j in range(0, 10, size)
    ]
    expected = [[x[s].mean(), y[s].mean(), (x[s] ** 2).mean(), (x[s] * y[s]).mean()] for s in slices]
    np.testing.assert_allclose(means, expected, rtol=1e-12)


def test_rows_seen_counts_the_short_last_batch():
    assert rows_seen(np.arange(9), 4, 10).tolist() == [0, 4, 8, 10, 14, 18, 20, 24, 28]
