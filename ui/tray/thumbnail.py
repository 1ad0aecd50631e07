"""A small picture of a result: loss curves, or the cells of a sweep. SVG on a light ground.

It travels in a tray's file as what it shows, rounded to what can be seen; what is not known is not drawn.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from optim_core.run import Result, setup_of
from optim_core.sweep.seeds import SeedsResult
from optim_core.sweep.summary import Summary
from ui import palette

WIDTH, HEIGHT = 96, 60
POINTS = 48  # of a curve
CELLS = 24  # of a map, along a side
LOWEST = 1e-12  # of the gap at the start: further down a curve is not followed
FAILED, UNKNOWN = "x", "."  # cells without a number; any other is its shade, from 0, the best
_POINTS = re.compile(rf"\d\d?(\.\d)?,\d\d?(\.\d)?( \d\d?(\.\d)?,\d\d?(\.\d)?){{0,{POINTS}}}")
_CELLS = re.compile(rf"[0-{len(palette.SEQUENTIAL) - 1}{FAILED}{UNKNOWN}]{{1,{CELLS}}}")


@dataclass(frozen=True)
class Thumbnail:
    """A curve a racer, or a row of cells a value, the lowest value first."""

    curves: tuple[str, ...] = ()  # points as SVG writes them: "3.0,57.0 5.1,40.2"
    cells: tuple[str, ...] = ()  # a letter a cell

    @property
    def svg(self) -> str:
        """The picture."""
        lines = [
            f'<polyline points="{curve}" fill="none" stroke="{look.light}" stroke-width="1.5"/>'
            for curve, look in zip(self.curves, palette.RACERS, strict=False)
        ]
        size = f'width="{WIDTH}" height="{HEIGHT}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {size} '
            f'shape-rendering="{"crispEdges" if self.cells else "auto"}"><rect {size} fill="#f3f6f9"/>'
            f"{''.join([*lines, *self._boxes()])}</svg>"
        )

    def _boxes(self) -> Iterable[str]:
        tall = HEIGHT / max(1, len(self.cells))
        for i, row in enumerate(self.cells):
            wide = WIDTH / len(row)
            for j, letter in enumerate(row):
                yield (
                    f'<rect x="{j * wide:.2f}" y="{HEIGHT - (i + 1) * tall:.2f}" width="{wide + 0.3:.2f}" '
                    f'height="{tall + 0.3:.2f}" {_look(letter)}/>'
                )

    def told(self) -> dict[str, Any]:
        """As a file tells it: what there is of it."""
        return {name: list(parts) for name, parts in asdict(self).items() if parts}

    @staticmethod
    def read(told: Any) -> "Thumbnail":
        """Such a description read back. Raises ValueError."""
        found = told if isinstance(told, dict) else {"": told}
        if found.keys() - {"curves", "cells"} or not all(isinstance(part, list) for part in found.values()):
            raise ValueError("picture: must be made of curves or cells")
        for name, pattern in (("curves", _POINTS), ("cells", _CELLS)):
            parts = found.get(name, [])
            fits = all(isinstance(part, str) and pattern.fullmatch(part) for part in parts)
            if not fits or len(parts) > CELLS or (name == "cells" and len(set(map(len, parts))) > 1):
                raise ValueError(f"picture: its {name} must be as a tray writes them")
        return Thumbnail(tuple(found.get("curves", ())), tuple(found.get("cells", ())))


def _look(letter: str) -> str:
    if letter == UNKNOWN:
        return 'fill="none" stroke="#b9c2cc" stroke-width="0.5"'
    return f'fill="{"#777777" if letter == FAILED else palette.SEQUENTIAL[int(letter)]}"'


def of_race(result: Result) -> Thumbnail:
    """Every racer's loss curve."""
    curves = []
    for run in result.runs:
        at = np.unique(np.linspace(0, run.steps, POINTS).astype(int))
        curves.append((run.epochs_after(at), run.gap[at]))
    return _of_curves(curves, result.surface.lowest is not None)


def of_seeds(result: SeedsResult) -> Thumbnail:
    """Every racer's median loss curve."""
    at = np.unique(np.linspace(0, len(result.epochs) - 1, POINTS).astype(int))
    curves = [(result.epochs[at], middle[at]) for middle in result.middle]
    return _of_curves(curves, setup_of(result.experiment).surface.lowest is not None)


def _of_curves(curves: list[tuple[np.ndarray, np.ndarray]], bounded: bool) -> Thumbnail:
    """By their order of magnitude where the surface has a lowest point."""
    heights = []
    for _, gaps in curves:
        seen = np.log10(np.maximum(gaps, LOWEST * max(float(gaps[0]), 1e-300))) if bounded else gaps
        heights.append(np.minimum(seen, seen[0] + 1))
    ends = max(float(x[-1]) for x, _ in curves) or 1.0
    low, high = min(y.min() for y in heights), max(y.max() for y in heights)
    return Thumbnail(
        tuple(
            _points(x / ends, (high - y) / ((high - low) or 1.0))
            for (x, _), y in zip(curves, heights, strict=True)
        )
    )


def _points(x: np.ndarray, y: np.ndarray) -> str:
    return " ".join(
        f"{3 + (WIDTH - 6) * a:.1f},{3 + (HEIGHT - 6) * b:.1f}" for a, b in zip(x, y, strict=True)
    )


def of_sweep(found: Summary) -> Thumbnail:
    """The map in at most CELLS × CELLS of its cells; a curve or sample as one row."""
    cells = np.atleast_2d(found.middle)
    cells = cells[np.ix_(*map(_some, cells.shape))]
    values = np.where(np.isfinite(cells), cells, np.nan)
    if not np.isnan(values).all() and np.nanmin(values) > 0:
        values = np.log10(values)
    low, high = (np.nan, np.nan) if np.isnan(values).all() else (np.nanmin(values), np.nanmax(values))
    shades = (values - low) / ((high - low) or 1.0) * (len(palette.SEQUENTIAL) - 1)
    letters = np.where(np.isnan(cells), UNKNOWN, FAILED).astype(object)
    good = np.isfinite(cells)
    letters[good] = [str(round(shade)) for shade in shades[good].tolist()]
    return Thumbnail(cells=tuple("".join(row) for row in letters.tolist()))


def of_unknown(rows: int, columns: int) -> Thumbnail:
    """So many cells, of which nothing is known."""
    return Thumbnail(cells=(UNKNOWN * min(columns, CELLS),) * min(rows, CELLS))


def _some(length: int) -> np.ndarray:
    return np.unique(np.linspace(0, length - 1, min(length, CELLS)).astype(int))
