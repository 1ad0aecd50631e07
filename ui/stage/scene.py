"""A Result as the message the stage reads: what is drawn, thinned; what is read off, exact."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from tsdownsample import MinMaxLTTBDownsampler

from optim_core.problems.linear_regression import LinearRegression
from optim_core.run import Result, Run
from optim_core.thin import thinned
from ui import palette
from ui.stage import words
from ui.stage.clock import Clock
from ui.stage.message import pack

GRID = 64  # points a side of the loss surface
PATH_POINTS = 800
LOSS_POINTS = 600
SAMPLE_POINTS = 300
DRAWN = 2.0  # starts are drawn from a normal distribution around 0: 19 of 20 numbers lie nearer
HALF_PIXEL = 1 / 1600  # of the window's side

Window = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class View:
    """How the loss is looked at."""

    x: Literal["epochs", "steps", "rows"] = "epochs"
    scale: Literal["log", "linear"] = "log"
    set: Literal["train", "test"] = "train"
    measure: Literal["gap", "loss"] = "gap"


def scene(result: Result, view: View, play_id: str, urls: dict[str, str | None]) -> bytes:
    """The whole stage in one message."""
    surface, clock = result.surface, Clock.of(result)
    window = home_window(result)
    frames = clock.frames()
    header = {
        "version": 1,
        "play_id": play_id,
        "urls": urls,
        "clock": {"ticks": clock.ticks, "rows": clock.rows},
        "axes": words.axes(result.experiment.problem, surface),
        "window": window,
        "window_paths": paths_window(result),
        "view_key": result.experiment.problem.model_dump_json(),
        "landscape": palette.LANDSCAPE,
        "minima": [(m, b, "least squares") for m, b, _ in surface.minima],
        "start": result.runs[0].path[0].tolist(),
        "optimum": {"train": surface.train.lowest, "test": surface.test.lowest},
        "racers": [
            {**_look(look), "name": name, "short": _short(name, run), "status": run.status, "end": run.reason}
            for look, name, run in zip(palette.RACERS, result.names, result.runs, strict=False)
        ],
        "view": asdict(view),
        "fit": words.fit_axes(result.experiment.problem, surface),
        "titles": words.titles(result),
        "alts": words.alts(result),
        "summary": result.sentences(),
    }
    arrays = {"frame_tick": frames, "frame_epoch": clock.epochs(frames), **_sample(surface)}
    header["surface"], contour = _contour(surface, window)
    arrays |= contour
    for i, run in enumerate(result.runs):
        arrays |= _values_at(i, run, clock.steps_of(run, frames))
        arrays |= _path(i, run, window)
        arrays |= _loss_curve(i, run)
    return pack(header, arrays)


def block(result: Result, first: int, last: int) -> bytes:
    """The exact values at every tick from first up to last, for stepping one by one."""
    clock = Clock.of(result)
    first, last = max(first, 0), min(last, clock.ticks + 1)
    ticks = np.arange(first, last)
    arrays = {"tick": ticks}
    for i, run in enumerate(result.runs):
        arrays |= _values_at(i, run, clock.steps_of(run, ticks))
    return pack({"from": first, "to": last}, arrays)


def home_window(result: Result) -> Window:
    """Where to look, by the problem alone: it does not move with settings, nor with a start inside it.

    Wide enough for every start a seed is likely to draw, the lowest point, and a good part of what lies
    no higher than where the line is 0.
    """
    bottom, hessian = result.surface.train.bottom, result.surface.train.hessian
    reach = np.sqrt(np.diag(np.linalg.pinv(hessian)) * 2 * result.surface.train.gap(np.zeros(2)))
    low = np.minimum(-DRAWN - 0.1 * reach, bottom - 0.45 * reach)
    high = np.maximum(DRAWN + 0.1 * reach, bottom + 0.6 * reach)
    start = result.runs[0].path[0]
    side = high - low
    low = np.where(start < low, start - 0.05 * side, low)
    high = np.where(start > high, start + 0.05 * side, high)
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    return (x0, x1), (y0, y1)


def paths_window(result: Result) -> Window:
    """The window that shows all of every path."""
    paths = np.concatenate([run.path for run in result.runs])
    low, high = paths.min(axis=0), paths.max(axis=0)
    pad = 0.05 * np.maximum(high - low, 1e-9)
    (x0, y0), (x1, y1) = (low - pad).tolist(), (high + pad).tolist()
    return (x0, x1), (y0, y1)


def _look(look: palette.Look) -> dict[str, Any]:
    return {"color": [look.light, look.dark], "dash": look.dash, "symbol": look.symbol}


def _short(name: str, run: Run) -> str:
    """The racer's name for the charts, where there is little room."""
    rule = run.racer.rule
    return name.replace(rule.name, rule.short or rule.name)


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


def _values_at(i: int, run: Run, steps: np.ndarray) -> dict[str, np.ndarray]:
    """Where racer i stands after so many of its steps, and how high."""
    return {
        f"at_step_{i}": steps,
        f"at_x_{i}": run.path[steps, 0],
        f"at_y_{i}": run.path[steps, 1],
        f"at_train_{i}": run.history.gaps[steps, 0],
        f"at_test_{i}": run.history.gaps[steps, 1],
    }


def _path(i: int, run: Run, window: Window) -> dict[str, np.ndarray]:
    sides = np.ptp(np.array(window), axis=1)
    kept = thinned(run.path / sides, HALF_PIXEL, PATH_POINTS)
    return {f"path_step_{i}": kept, f"path_x_{i}": run.path[kept, 0], f"path_y_{i}": run.path[kept, 1]}


def _loss_curve(i: int, run: Run) -> dict[str, np.ndarray]:
    kept = np.arange(run.steps + 1)
    if len(kept) > LOSS_POINTS:
        heights = np.log10(np.maximum(run.gap, 1e-300))
        kept = MinMaxLTTBDownsampler().downsample(heights, n_out=LOSS_POINTS).astype(np.int64)
    return {
        f"loss_step_{i}": kept,
        f"loss_epoch_{i}": run.epochs_after(kept),
        f"loss_train_{i}": run.history.gaps[kept, 0],
        f"loss_test_{i}": run.history.gaps[kept, 1],
    }


def _sample(surface: LinearRegression) -> dict[str, np.ndarray]:
    """Training rows to draw, in the columns' own units; they are in random order already."""
    x, y = surface.x_train[:SAMPLE_POINTS], surface.y_train[:SAMPLE_POINTS]
    return {
        "fit_x": x * surface.x_scale.width + surface.x_scale.centre,
        "fit_y": y * surface.y_scale.width + surface.y_scale.centre,
    }
