"""What stands still while racers change: the landscape, where to look at it, and the data behind it.

The landscape's heights are most of it. They travel by an address of their own, and only when they are new to
the browser (ui/heights.py); in a file that is taken along, with all the rest.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache, cached

from optim_core.experiment import Experiment
from optim_core.kinds import Kind
from optim_core.landscape import Landscape, Window
from optim_core.link import to_link
from optim_core.problems.linear_regression import LinearRegression
from optim_core.racer import Racer
from ui.stage import axes
from ui.stage.drawing import SETS
from ui.stage.heights import contour
from ui.stage.message import Part

SAMPLE_POINTS = 300
GROUNDS = 128  # kept, with 70 to 270 kB each


@dataclass(frozen=True)
class Ground:
    """Its share of the stage's message, the landscape's heights, and the window."""

    header: dict[str, Any]
    part: Part
    heights: Part
    window: Window


def _decided_by(experiment: Experiment, surface: Landscape, start: np.ndarray) -> tuple[object, ...]:
    return experiment.problem.model_dump_json(), experiment.seed, experiment.start


@cached(LRUCache(GROUNDS), key=_decided_by, lock=Lock())
def ground(experiment: Experiment, surface: Landscape, start: np.ndarray) -> Ground:
    """The ground of an experiment with this surface and start (2,): the same whoever runs on it."""
    problem = experiment.problem
    window = home_window(surface, start)
    levels, heights = contour(surface, window)
    header = {
        "axes": axes.axes(problem, surface),
        "window": window,
        "view_key": view_key(problem),
        "on_rows": surface.on_rows,
        "bounded": surface.lowest is not None,
        "words": axes.heights(surface),
        "minima": axes.minima(surface),
        "start": start.tolist(),
        "optimum": dict(zip(SETS, surface.lowest or (), strict=False)),
        "fit": axes.fit_axes(problem, surface),
        "surface": levels,
    }
    return Ground(header, Part.of(_sample(surface)), Part.of(heights), window)


def link(experiment: Experiment) -> str:
    """The query of the address of its ground's heights: it stays while racers change."""
    return to_link(experiment.only(Racer(optimizer="gd")))


def view_key(problem: Kind) -> str:
    """The same for problems with the same landscape; noise moves who walks there, not the ground."""
    return problem.model_dump_json(exclude={"noise"})


def home_window(surface: Landscape, start: np.ndarray) -> Window:
    """Where to look, by the problem alone: it does not move with settings, nor with a start inside it."""
    low, high = np.transpose(surface.window)
    side = high - low
    low = np.where(start < low, start - 0.05 * side, low)
    high = np.where(start > high, start + 0.05 * side, high)
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    return (x0, x1), (y0, y1)


def _sample(surface: Landscape) -> dict[str, np.ndarray]:
    """Training rows to draw, in the columns' own units; they are in random order already."""
    if not isinstance(surface, LinearRegression):
        return {}
    x, y = surface.x_train[:SAMPLE_POINTS], surface.y_train[:SAMPLE_POINTS]
    return {
        "fit_x": x * surface.x_scale.width + surface.x_scale.centre,
        "fit_y": y * surface.y_scale.width + surface.y_scale.centre,
    }
