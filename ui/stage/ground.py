"""What stands still while racers change: the landscape, where to look at it, and the data behind it."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache, cached

from optim_core.problems.linear_regression import LinearRegression
from optim_core.run import Result
from ui.stage import words
from ui.stage.drawing import Window
from ui.stage.message import Part

GRID = 64  # points a side of the loss surface
SAMPLE_POINTS = 300
DRAWN = 2.0  # starts are drawn from a normal distribution around 0: 19 of 20 numbers lie nearer
GROUNDS = 128  # kept, with 70 kB each


@dataclass(frozen=True)
class Ground:
    """Its share of the stage's message, and the window."""

    header: dict[str, Any]
    part: Part
    window: Window


def _decided_by(result: Result) -> tuple[object, ...]:
    experiment = result.experiment
    return experiment.problem.model_dump_json(), experiment.seed, experiment.start


@cached(LRUCache(GROUNDS), key=_decided_by, lock=Lock())
def ground(result: Result) -> Ground:
    """The ground of a result: the same for all results of this problem, seed and start."""
    problem, surface = result.experiment.problem, result.surface
    start = result.runs[0].path[0]
    window = home_window(surface, start)
    contour, heights = _contour(surface, window)
    header = {
        "axes": words.axes(problem, surface),
        "window": window,
        "view_key": problem.model_dump_json(),
        "minima": [(m, b, "least squares") for m, b, _ in surface.minima],
        "start": start.tolist(),
        "optimum": {"train": surface.train.lowest, "test": surface.test.lowest},
        "fit": words.fit_axes(problem, surface),
        "surface": contour,
    }
    return Ground(header, Part.of({**_sample(surface), **heights}), window)


def home_window(surface: LinearRegression, start: np.ndarray) -> Window:
    """Where to look, by the problem alone: it does not move with settings, nor with a start inside it.

    Wide enough for every start a seed is likely to draw, the lowest point, and a good part of what lies
    no higher than where the line is 0.
    """
    bottom, hessian = surface.train.bottom, surface.train.hessian
    reach = np.sqrt(np.diag(np.linalg.pinv(hessian)) * 2 * surface.train.gap(np.zeros(2)))
    low = np.minimum(-DRAWN - 0.1 * reach, bottom - 0.45 * reach)
    high = np.maximum(DRAWN + 0.1 * reach, bottom + 0.6 * reach)
    side = high - low
    low = np.where(start < low, start - 0.05 * side, low)
    high = np.where(start > high, start + 0.05 * side, high)
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    return (x0, x1), (y0, y1)


def _contour(surface: LinearRegression, window: Window) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """log10 of the gap over the window, far enough around it that panning finds more of it."""
    xs, ys = (np.linspace(a - (b - a) / 2, b + (b - a) / 2, 2 * GRID) for a, b in window)
    gaps = surface.train.gap(np.stack(np.meshgrid(xs, ys), axis=-1))
    z = np.log10(np.maximum(gaps, 1e-300))
    inside = z[GRID // 2 : -GRID // 2, GRID // 2 : -GRID // 2]
    top = np.floor(inside.max() * 2) / 2
    levels = [float(top - 0.5 * k) for k in range(9, -3, -1)]
    key = f"{surface.minima}{window}"
    arrays = {"surface_x": xs, "surface_y": ys, "surface_z": np.float32(z)}
    return {"key": key, "levels": levels}, arrays


def _sample(surface: LinearRegression) -> dict[str, np.ndarray]:
    """Training rows to draw, in the columns' own units; they are in random order already."""
    x, y = surface.x_train[:SAMPLE_POINTS], surface.y_train[:SAMPLE_POINTS]
    return {
        "fit_x": x * surface.x_scale.width + surface.x_scale.centre,
        "fit_y": y * surface.y_scale.width + surface.y_scale.centre,
    }
