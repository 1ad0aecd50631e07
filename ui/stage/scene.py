"""A Result as the message the stage reads: what is drawn, thinned; what is read off, exact."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from optim_core.landscape import Window
from optim_core.run import Result
from ui import palette
from ui.stage import curvature, words
from ui.stage.clock import Clock
from ui.stage.drawing import Drawing, drawing, loss_curve, values_at
from ui.stage.ground import ground
from ui.stage.message import Part, pack


@dataclass(frozen=True)
class View:
    """How the loss is looked at."""

    x: Literal["epochs", "steps", "rows"] = "epochs"
    scale: Literal["log", "linear"] = "log"
    set: Literal["train", "test"] = "train"
    measure: Literal["gap", "loss"] = "gap"


def scene(
    result: Result,
    view: View,
    play_id: str,
    urls: dict[str, str | None],
    over: tuple[str, Result] | None = None,
) -> bytes:
    """The whole stage in one message, but for the landscape's heights if the urls name a ground where they
    are; over: another race, by its name, whose loss is drawn beside."""
    here, clock = ground(result.experiment, result.surface, result.runs[0].path[0]), Clock.of(result)
    drawings = [
        drawing(key, run, clock, here.window)
        for key, run in zip(result.experiment.keys, result.runs, strict=True)
    ]
    header = {
        "version": 1,
        "play_id": play_id,
        "urls": urls,
        "clock": {"ticks": clock.ticks, "rows": clock.rows},
        **here.header,
        "window_paths": paths_window(drawings),
        "landscape": palette.LANDSCAPE,
        "directions": curvature.lines(result, here.window),
        "racers": [
            {**named, "status": run.status, "end": run.reason}
            for named, run in zip(_named(result), result.runs, strict=True)
        ],
        "view": asdict(view),
        "titles": words.titles(result),
        "alts": words.alts(result),
        "summary": result.sentences(),
    }
    parts = [here.part, *(each.part.numbered(i) for i, each in enumerate(drawings))]
    if not urls.get("ground"):
        parts.append(here.heights)
    if over is not None:
        header["over"], beside = _beside(*over)
        header["alts"]["loss"] += f" Dotted, the race kept as {over[0]}: {words.alts(over[1])['loss']}"
        parts += beside
    return pack(header, _times(clock), *parts)


def _beside(name: str, other: Result) -> tuple[list[dict[str, Any]], list[Part]]:
    """The loss curves of another race: how each is drawn, and its numbers."""
    looks = [
        {**named, "name": f"{named['name']} in {name}", "status": run.status}
        for named, run in zip(_named(other), other.runs, strict=True)
    ]
    curves = [{f"over_{key}": values for key, values in loss_curve(run).items()} for run in other.runs]
    return looks, [Part.of(curve).numbered(i) for i, curve in enumerate(curves)]


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


def _named(result: Result) -> list[dict[str, Any]]:
    """How each racer is drawn, and what it is called."""
    experiment = result.experiment
    return [
        {"color": [*look.colors], "dash": look.dash, "symbol": look.symbol, "name": name, "short": short}
        for look, name, short in zip(
            palette.RACERS, experiment.names, palette.short_names(experiment), strict=False
        )
    ]
