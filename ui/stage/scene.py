"""A Result as the message the stage reads: what is drawn, thinned; what is read off, exact."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from optim_core.landscape import Window
from optim_core.run import Result
from ui import palette
from ui.stage import curvature, words
from ui.stage.beside import beside
from ui.stage.clock import Clock
from ui.stage.drawing import Drawing, drawing, values_at
from ui.stage.ground import ground
from ui.stage.message import Part, pack


@dataclass(frozen=True)
class View:
    """How the loss is looked at, and how the landscape."""

    x: Literal["epochs", "steps", "rows"] = "epochs"
    scale: Literal["log", "linear"] = "log"
    set: Literal["train", "test"] = "train"
    measure: Literal["gap", "loss"] = "gap"
    landscape: Literal["map", "relief"] = "map"
    curvature: Literal["plain", "curvature"] = "plain"  # with the directions in which it bends most and least


def scene(
    result: Result,
    view: View,
    play_id: str,
    urls: dict[str, str | None],
    over: tuple[str, Result] | None = None,
    page: Mapping[str, Any] | None = None,
) -> bytes:
    """The whole stage in one message, but for the landscape's heights if the urls name a ground where they
    are; over: another race, by its name, that is drawn over it; page: what only a page has."""
    here, clock = ground(result.experiment, result.surface, result.runs[0].path[0]), Clock.of(result)
    drawings = [
        drawing(key, run, clock, here.window)
        for key, run in zip(result.experiment.keys, result.runs, strict=True)
    ]
    other = None if over is None else beside(result, *over)
    header = {
        **(page or {}),
        "version": 1,
        "play_id": play_id,
        "urls": urls,
        "clock": {"ticks": clock.ticks, "rows": clock.rows},
        **here.header,
        "window_paths": paths_window([*drawings, *(other.drawings if other else ())]),
        "landscape": {theme: asdict(colors) for theme, colors in palette.LANDSCAPE.items()},
        "directions": curvature.lines(result, here.window),
        "racers": [
            {**named, "status": run.status, "end": run.reason}
            for named, run in zip(palette.named(result.experiment), result.runs, strict=True)
        ],
        "view": asdict(view),
        "titles": words.titles(result),
        "alts": words.alts(result),
        "summary": result.sentences(),
    }
    parts = [here.part, *(each.part.numbered(i) for i, each in enumerate(drawings))]
    if not urls.get("ground"):
        parts.append(here.heights)
    if other is not None:
        header["over"] = other.header
        header["alts"] = {
            chart: f"{text} {other.alts.get(chart, '')}" for chart, text in words.alts(result).items()
        }
        parts += other.parts
    return pack(header, _times(clock), *parts)


@lru_cache(64)
def _times(clock: Clock) -> Part:
    """When each frame is."""
    frames = clock.frames()
    return Part.of({"frame_tick": frames, "frame_epoch": clock.epochs(frames)})


def block(result: Result, first: int, last: int) -> bytes:
    """The exact values at every tick from first up to last, for stepping one by one."""
    clock = Clock.of(result)
    first, last = max(first, 0), min(last, clock.ticks + 1)
    ticks = np.arange(first, last)
    racers = (
        Part.of(values_at(run, clock.steps_of(run, ticks))).numbered(i) for i, run in enumerate(result.runs)
    )
    return pack({"from": first, "to": last}, Part.of({"tick": ticks}), *racers)


def paths_window(drawings: Iterable[Drawing]) -> Window:
    """The window that shows all of every path."""
    corners = [(each.low, each.high) for each in drawings]
    low, high = np.min(corners, axis=(0, 1)), np.max(corners, axis=(0, 1))
    pad = 0.05 * np.maximum(high - low, 1e-9)
    (x0, y0), (x1, y1) = (low - pad).tolist(), (high + pad).tolist()
    return (x0, x1), (y0, y1)
