"""Fewer points for the eye: which steps of a long path are worth drawing. The numbers stay as they are."""

import numpy as np
from numba import njit, types

F = types.float64


def thinned(points: np.ndarray, tolerance: float, most: int) -> np.ndarray:
    """Indices of a polyline (n, 2) through which the rest is drawn: first and last always included.

    No point left out lies further than the tolerance from the last one kept before it. Where that
    takes more than `most` points, the tolerance is doubled until it does not.
    """
    points = np.ascontiguousarray(points, float)
    while len(kept := _walk(points, tolerance**2)) > most:
        tolerance *= 2
    return kept


@njit(types.int64[::1](F[:, ::1], F), cache=True, nogil=True)
def _walk(points, tolerance_squared):
    kept = np.empty(len(points), np.int64)
    kept[0] = 0
    count = 1
    for i in range(1, len(points)):
        dx = points[i, 0] - points[kept[count - 1], 0]
        dy = points[i, 1] - points[kept[count - 1], 1]
        if dx * dx + dy * dy > tolerance_squared or i == len(points) - 1:
            kept[count] = i
            count += 1
    return kept[:count].copy()
