"""A Result as the message the stage reads: what is drawn, thinned; what is read off, exact."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from tsdownsample import MinMaxLTTBDownsampler

from optim_core.landscape import Landscape, Window
from optim_core.problems.linear_regression import LinearRegression
from optim_core.run import Result, Run
from optim_core.thin import thinned
from ui import palette
from ui.stage import curvature, words
from ui.stage.clock import Clock
from ui.stage.message import pack

GRID = 64  # points a side of the loss surface
PATH_POINTS = 800
LOSS_POINTS = 600
SAMPLE_POINTS = 300
SETS = ("train", "test")
HALF_PIXEL = 1 / 1600  # of the window's side

NOWHERE = 2e30  # stands for a place where the surface has no height


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
        "view_key": result.experiment.problem.model_dump_json(exclude={"noise"}),
        "on_rows": surface.on_rows,
        "bounded": surface.lowest is not None,
        "words": words.heights(surface),
        "landscape": palette.LANDSCAPE,
        "minima": words.minima(surface),
        "directions": curvature.lines(result, window),
        "start": result.runs[0].path[0].tolist(),
        "optimum": dict(zip(SETS, surface.lowest or (), strict=False)),
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
    """Where to look, by the problem alone: it does not move with settings, nor with a start inside it."""
    low, high = np.transpose(result.surface.window)
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


def _contour(surface: Landscape, window: Window) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The heights over the window, on a scale that shows them, far enough around it that panning finds
    more of them."""
    xs, ys = (np.linspace(a - (b - a) / 2, b + (b - a) / 2, 2 * GRID) for a, b in window)
    for grid, low in zip((xs, ys), surface.minima[0] if surface.minima else (), strict=False):
        grid += low - grid[np.argmin(np.abs(grid - low))]  # a point on the lowest, or it would be cut off
    gaps = surface.gaps(np.stack(np.meshgrid(xs, ys), axis=-1))[..., 0]
    header, z = _log(gaps) if surface.lowest is not None else _both_ways(gaps)
    z = np.where(np.isfinite(gaps), z, NOWHERE)
    header["key"] = f"{surface.minima}{window}{float(np.nansum(z[::7, ::7])):.9g}"
    return header, {"surface_x": xs, "surface_y": ys, "surface_z": np.float32(z)}


def _inside(grid: np.ndarray) -> np.ndarray:
    """The finite values within the window itself; 0 if there are none."""
    inner = grid[GRID // 2 : -GRID // 2, GRID // 2 : -GRID // 2]
    return np.append(inner[np.isfinite(inner)], [] if np.isfinite(inner).any() else [0.0])


def _log(gaps: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """log10 of the gap, and levels at every half decade."""
    with np.errstate(invalid="ignore"):
        z = np.log10(np.maximum(gaps, 1e-300))
    top = np.floor(_inside(z).max() * 2) / 2
    return {"levels": [float(top - 0.5 * k) for k in range(9, -3, -1)]}, z


def _both_ways(heights: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """Heights above and below 0 of a surface without a bottom, and levels at 1 and 3 of each decade."""
    top = max(float(np.abs(_inside(heights)).max()), 1e-12)
    first = int(np.floor(np.log10(top)))
    sizes = [digit * 10.0**k for k in range(first - 2, first + 2) for digit in (1, 3)]
    levels = [*(-size for size in reversed(sizes)), 0.0, *sizes]
    unit = sizes[0]
    labels = [f"{level:.0g}".replace("-", "−") if abs(level) < 1e4 else f"{level:.0e}" for level in levels]
    scaled = np.arcsinh(np.array(levels) / unit).tolist()
    return {"levels": scaled, "labels": labels, "unit": unit}, np.arcsinh(heights / unit)


def _values_at(i: int, run: Run, steps: np.ndarray) -> dict[str, np.ndarray]:
    """Where racer i stands after so many of its steps, and how high."""
    return {
        f"at_step_{i}": steps,
        f"at_x_{i}": run.path[steps, 0],
        f"at_y_{i}": run.path[steps, 1],
        **_by_set(f"at_{{}}_{i}", run.history.gaps[steps]),
    }


def _by_set(name: str, gaps: np.ndarray) -> dict[str, np.ndarray]:
    """The gaps (n, sets) under the name of each set; a surface without rows has only the first."""
    return {name.format(set): column for set, column in zip(SETS, gaps.T, strict=False)}


def _path(i: int, run: Run, window: Window) -> dict[str, np.ndarray]:
    sides = np.ptp(np.array(window), axis=1)
    kept = thinned(run.path / sides, HALF_PIXEL, PATH_POINTS)
    return {f"path_step_{i}": kept, f"path_x_{i}": run.path[kept, 0], f"path_y_{i}": run.path[kept, 1]}


def _loss_curve(i: int, run: Run) -> dict[str, np.ndarray]:
    kept = np.arange(run.steps + 1)
    if len(kept) > LOSS_POINTS:
        heights = np.log10(np.maximum(run.gap, 1e-300)) if run.surface.lowest else run.gap
        kept = MinMaxLTTBDownsampler().downsample(heights, n_out=LOSS_POINTS).astype(np.int64)
    return {
        f"loss_step_{i}": kept,
        f"loss_epoch_{i}": run.epochs_after(kept),
        **_by_set(f"loss_{{}}_{i}", run.history.gaps[kept]),
    }


def _sample(surface: Landscape) -> dict[str, np.ndarray]:
    """Training rows to draw, in the columns' own units; they are in random order already."""
    if not isinstance(surface, LinearRegression):
        return {}
    x, y = surface.x_train[:SAMPLE_POINTS], surface.y_train[:SAMPLE_POINTS]
    return {
        "fit_x": x * surface.x_scale.width + surface.x_scale.centre,
        "fit_y": y * surface.y_scale.width + surface.y_scale.centre,
    }
