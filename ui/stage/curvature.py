"""The gentlest and the steepest direction through the lowest point, as lines on the map."""

import numpy as np

from optim_core.landscape import Window
from optim_core.run import Result
from optim_core.theory import ROUND, condition_number, curvatures, directions, local_bowl

ROOM = 0.9  # share of the way from the lowest point to the window's edge
Line = tuple[float, float, float, float, str]  # x0, y0, x1, y1 and what is written at an end


def lines(result: Result, window: Window) -> list[Line] | None:
    """Both lines, as long as the window allows with all four ends at the same height; None if the lowest
    point that theory speaks of is no bowl, or a round one, or outside the window.

    Along an eigenvector of curvature c the bowl rises by ½·c·t² over a distance t, and so to the same
    height at t ∝ 1/√c.
    """
    _, bowl = local_bowl(result)
    if bowl is None:
        return None
    point, hessian = bowl
    low, high = np.transpose(window)
    room = np.minimum(point - low, high - point)
    if (room <= 0).any() or condition_number(hessian) < ROUND:
        return None
    x, y = point.tolist()
    axes = directions(hessian) / np.sqrt(curvatures(hessian))  # (2, 2): a column each
    axes *= ROOM * np.min(room[:, None] / np.maximum(np.abs(axes), 1e-300))
    names = zip(("gentlest, ℓ", "steepest, L"), curvatures(hessian), strict=True)
    return [
        (x - dx, y - dy, x + dx, y + dy, f"{name} = {curvature:.3g}")
        for (dx, dy), (name, curvature) in zip(axes.T.tolist(), names, strict=True)
    ]
