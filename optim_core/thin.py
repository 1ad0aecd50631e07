"""Fewer points for the eye: which steps of a long path are worth drawing. The numbers stay as they are."""

from math import asin, atan2, hypot, pi

import numpy as np
from numba import njit, types

F = types.float64
WAY = 0.75  # of the points at most, for the way; what is left of them shows where the path rests


def thinned(points: np.ndarray, tolerance: float, most: int) -> np.ndarray:
    """Indices of a polyline (n, 2) through which the rest is drawn: first and last always included.

    No point left out lies further than the tolerance from the line drawn (Tomek 1974, Two algorithms
    for piecewise linear approximation). A path that shakes for long would take more than `most` points;
    then this holds for the first three quarters of them, and the others are evenly spaced steps.
    """
    kept = _walk(np.ascontiguousarray(points, float), tolerance, most)
    if len(kept) <= most:
        return kept
    way = kept[: int(WAY * most)]
    return np.union1d(way, np.linspace(way[-1], len(points) - 1, most - len(way) + 1).astype(np.int64))


@njit(types.int64[::1](F[:, ::1], F, types.int64), cache=True, nogil=True)
def _walk(points, tolerance, most):
    """Walk on in a straight line while one direction passes every point met, and no point lies behind. One
    index more than `most` says that there would be still more."""
    kept = np.empty(len(points), np.int64)
    kept[0], count = 0, 1
    middle, half, reach = 0.0, pi, 0.0  # the directions still open: middle ± half
    for i in range(1, len(points)):
        if count > most:
            return kept[:count].copy()
        x, y = points[i, 0] - points[kept[count - 1], 0], points[i, 1] - points[kept[count - 1], 1]
        distance = hypot(x, y)
        off = atan2(y, x) - middle
        off -= 2 * pi * np.rint(off / (2 * pi))
        if (distance < reach and reach > tolerance) or (distance > tolerance and abs(off) > half):
            kept[count] = i - 1
            count += 1
            x, y = points[i, 0] - points[i - 1, 0], points[i, 1] - points[i - 1, 1]
            distance, middle, half, off = hypot(x, y), 0.0, pi, atan2(y, x)
        reach = distance
        if distance > tolerance:
            spread = asin(tolerance / distance)
            low, high = max(-half, off - spread), min(half, off + spread)
            middle, half = middle + (low + high) / 2, (high - low) / 2
    if kept[count - 1] != len(points) - 1:
        kept[count] = len(points) - 1
        count += 1
    return kept[:count].copy()
