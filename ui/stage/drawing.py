"""What is drawn of one run, thinned; remembered, for a change of one racer leaves the others as they were."""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from cachetools import LRUCache, cached
from tsdownsample import MinMaxLTTBDownsampler

from optim_core.landscape import Window
from optim_core.run import Run
from optim_core.thin import thinned
from ui.stage.clock import Clock
from ui.stage.message import Part

PATH_POINTS = 800
LOSS_POINTS = 600
HALF_PIXEL = 1 / 1600  # of the window's side
DRAWINGS_BYTES = 64 * 2**20
SETS = ("train", "test")


@dataclass(frozen=True)
class Drawing:
    """One run's path, its loss curve, and where it stands at every frame."""

    part: Part
    low: np.ndarray  # (2,) the corners of a box around the whole path
    high: np.ndarray


@cached(
    LRUCache(DRAWINGS_BYTES, getsizeof=lambda drawing: len(drawing.part.block)),
    key=lambda key, run, clock, window: (key, clock, window),
    lock=Lock(),
)
def drawing(key: str, run: Run, clock: Clock, window: Window) -> Drawing:
    """The drawing of a run under a race's clock, for a window; key: the run's, of Experiment.keys."""
    arrays = {
        **values_at(run, clock.steps_of(run, clock.frames())),
        **_path(run, window),
        **loss_curve(run),
    }
    x, y = run.path.T  # each by itself: over both at once NumPy takes 30 times as long
    return Drawing(Part.of(arrays), np.array([x.min(), y.min()]), np.array([x.max(), y.max()]))


def values_at(run: Run, steps: np.ndarray) -> dict[str, np.ndarray]:
    """Where the racer stands after so many of its steps, and how high."""
    return {
        "at_step": steps,
        "at_x": run.path[steps, 0],
        "at_y": run.path[steps, 1],
        **_by_set("at", run.history.gaps[steps]),
    }


def _by_set(name: str, gaps: np.ndarray) -> dict[str, np.ndarray]:
    """The gaps (n, sets) under the name of each set; a surface without rows has only the first."""
    return {f"{name}_{set}": column for set, column in zip(SETS, gaps.T, strict=False)}


def _path(run: Run, window: Window) -> dict[str, np.ndarray]:
    sides = np.ptp(np.array(window), axis=1)
    kept = thinned(run.path / sides, HALF_PIXEL, PATH_POINTS)
    return {"path_step": kept, "path_x": run.path[kept, 0], "path_y": run.path[kept, 1]}


def loss_curve(run: Run) -> dict[str, np.ndarray]:
    """The gaps in every set against steps and epochs, thinned."""
    kept = np.arange(run.steps + 1)
    if len(kept) > LOSS_POINTS:
        heights = np.log10(np.maximum(run.gap, 1e-300)) if run.surface.lowest else run.gap
        kept = MinMaxLTTBDownsampler().downsample(heights, n_out=LOSS_POINTS).astype(np.int64)
    return {
        "loss_step": kept,
        "loss_epoch": run.epochs_after(kept),
        **_by_set("loss", run.history.gaps[kept]),
    }
