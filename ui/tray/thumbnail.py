"""A small picture of a result: the loss curves of a race, or the map of a sweep. SVG on a light ground."""

import numpy as np

from optim_core.run import Result
from optim_core.sweep.summary import Summary
from ui import palette

WIDTH, HEIGHT = 96, 60
POINTS = 48  # of a curve
CELLS = 24  # of a map, along a side
LOWEST = 1e-12  # of the gap at the start: further down a curve is not followed


def of_race(result: Result) -> str:
    """Every racer's loss curve, by its order of magnitude where the surface has a lowest point."""
    curves = []
    for run in result.runs:
        at = np.unique(np.linspace(0, run.steps, POINTS).astype(int))
        gaps = run.gap[at]
        if run.surface.lowest is not None:
            gaps = np.log10(np.maximum(gaps, LOWEST * max(float(run.gap[0]), 1e-300)))
        curves.append((run.epochs_after(at), np.minimum(gaps, gaps[0] + 1)))
    ends = max(float(x[-1]) for x, _ in curves) or 1.0
    low, high = min(y.min() for _, y in curves), max(y.max() for _, y in curves)
    paths = [
        _path(x / ends, (high - y) / ((high - low) or 1.0), look)
        for (x, y), look in zip(curves, palette.RACERS, strict=False)
    ]
    return _svg("".join(paths))


def _path(x: np.ndarray, y: np.ndarray, look: palette.Look) -> str:
    points = " ".join(
        f"{3 + (WIDTH - 6) * a:.1f},{3 + (HEIGHT - 6) * b:.1f}" for a, b in zip(x, y, strict=True)
    )
    return f'<polyline points="{points}" fill="none" stroke="{look.light}" stroke-width="1.5"/>'


def of_sweep(found: Summary | None) -> str:
    """The map in at most CELLS × CELLS of its cells, failed ones dark grey; a curve or sample as one row."""
    if found is None:
        return _svg("")
    cells = np.atleast_2d(found.middle)
    rows, columns = (_some(length) for length in cells.shape)
    cells = cells[np.ix_(rows, columns)]
    good = np.isfinite(cells)
    if not good.any():
        return _svg("")
    values = np.where(good, cells, np.nan)
    if np.nanmin(values) > 0:
        values = np.log10(values)
    low, high = np.nanmin(values), np.nanmax(values)
    shares = (values - low) / ((high - low) or 1.0)
    wide, tall = WIDTH / len(columns), HEIGHT / len(rows)
    boxes = [
        f'<rect x="{j * wide:.2f}" y="{HEIGHT - (i + 1) * tall:.2f}" width="{wide + 0.3:.2f}" '
        f'height="{tall + 0.3:.2f}" fill="{_color(shares[i, j])}"/>'
        for i, j in np.ndindex(cells.shape)
        if not np.isnan(cells[i, j])
    ]
    return _svg("".join(boxes), "crispEdges")


def _some(length: int) -> np.ndarray:
    return np.unique(np.linspace(0, length - 1, min(length, CELLS)).astype(int))


def _color(share: float) -> str:
    if np.isnan(share):
        return "#777777"
    return palette.SEQUENTIAL[round(share * (len(palette.SEQUENTIAL) - 1))]


def _svg(content: str, rendering: str = "auto") -> str:
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {size} '
        f'shape-rendering="{rendering}"><rect {size} fill="#f3f6f9"/>{content}</svg>'
    )
