"""Medians and quantiles where some numbers are infinite (a run that diverged) and some not there yet."""

import numpy as np


def quantile(values: np.ndarray, share: float) -> np.ndarray:
    """The quantile over the last axis, linear between the two nearest values, as NumPy has it: (…).

    NaN counts as not there; nothing there gives NaN. Infinity is a number larger than all others.

    >>> quantile(np.array([[1.0, np.inf, 3.0], [1.0, np.inf, np.inf], [2.0, np.nan, 4.0]]), 0.5).tolist()
    [3.0, inf, 3.0]
    """
    ordered = np.sort(values, axis=-1)  # NaN last
    last = np.maximum(np.sum(~np.isnan(values), axis=-1, keepdims=True) - 1, 0)
    place = share * last
    below = np.floor(place).astype(int)
    low = np.take_along_axis(ordered, below, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(below + 1, last), axis=-1)
    part = place - below
    with np.errstate(invalid="ignore"):
        between = low + (high - low) * part
    return np.where((part == 0) | (low == high), low, between)[..., 0]


def median(values: np.ndarray) -> np.ndarray:
    """The middle value over the last axis: (…)."""
    return quantile(values, 0.5)
