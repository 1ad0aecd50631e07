"""Which rows are in which mini-batch, and all that a linear regression needs to know of each."""

from collections.abc import Iterator

import numpy as np


def rows_seen(steps: np.ndarray, size: int | np.ndarray, n: int) -> np.ndarray:
    """How many rows so many steps of `size` rows have looked at; the last step of an epoch may be short."""
    epochs, rest = np.divmod(steps, -(-n // size))
    return epochs * n + np.minimum(rest * size, n)


def orders(n: int, epochs: int, rng: np.random.RandomState) -> Iterator[np.ndarray]:
    """The order of the n training rows in each epoch: (n,) indices.

    As in the tutorial, each epoch permutes the rows *as the last epoch left them*.
    """
    order = np.arange(n)
    for _ in range(epochs):
        order = order[rng.permutation(n)]
        yield order


def slices(order: np.ndarray, size: int) -> list[np.ndarray]:
    """An epoch's mini-batches: consecutive slices of its order, the last may be short."""
    return [order[j : j + size] for j in range(0, len(order), size)]


def batch_means(
    x: np.ndarray, y: np.ndarray, epochs: int, size: int, rng: np.random.RandomState
) -> np.ndarray:
    """Mean of x, y, x² and x·y in every mini-batch of every epoch: (steps, 4).

    Consecutive slices of `size` rows, the last one of an epoch may be short. With all rows in one
    batch the order does not matter, and the generator is left alone.
    """
    sums = np.stack([x, y, x * x, x * y])
    if size >= len(x):
        return np.tile(sums.mean(axis=1), (epochs, 1))
    starts = np.arange(0, len(x), size)
    counts = np.diff(starts, append=len(x))
    means = np.empty((epochs, len(starts), 4))
    for epoch, order in enumerate(orders(len(x), epochs, rng)):
        means[epoch] = (np.add.reduceat(sums[:, order], starts, axis=1) / counts).T
    return means.reshape(-1, 4)
