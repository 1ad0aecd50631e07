"""The surface under the paths: its heights on a scale that shows them, and the levels to draw."""

from typing import Any

import numpy as np

from optim_core.landscape import Landscape, Window

GRID = 64  # steps a side of the window, and as many again around it
FINER = 3  # so many times finer within the window where the surface is rough
ROUGH = 0.05  # levels by which a straight line between two points may miss the height between them
EVEN = 1.5  # decades
FLAT = -299  # log10 of a gap that is none
NOWHERE = 2e30  # stands for a place where the surface has no height


def contour(surface: Landscape, window: Window) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The heights over the window, on a scale that shows them, and fine enough that lines through them
    are the surface's; far enough around it that panning finds more of them."""
    header, arrays, rough = _sampled(surface, window, 1)
    if rough and not surface.on_rows:  # a line's loss is a smooth bowl, and costs more
        header, arrays, _ = _sampled(surface, window, FINER)
    return header, arrays


def _sampled(
    surface: Landscape, window: Window, times: int
) -> tuple[dict[str, Any], dict[str, np.ndarray], bool]:
    """The heights on a grid so many times finer within the window; and whether that is too coarse."""
    xs, ys = (_grid(low, high, times) for low, high in window)
    for grid, low in zip((xs, ys), surface.minima[0] if surface.minima else (), strict=False):
        grid += low - grid[np.argmin(np.abs(grid - low))]  # a point on the lowest, or it would be cut off
    gaps = surface.gaps(np.stack(np.meshgrid(xs, ys), axis=-1))[..., 0]
    scale = _log if surface.lowest is not None else _both_ways
    header, z = scale(gaps, _finite(_within(gaps)))
    z = np.where(np.isfinite(gaps), z, NOWHERE)
    header["key"] = f"{surface.minima}{window}{float(np.nansum(z[::7, ::7])):.9g}"
    arrays = {"surface_x": xs, "surface_y": ys, "surface_z": z.astype(np.float32)}
    return header, arrays, _rough(_within(z), header["levels"])


def _grid(low: float, high: float, times: int) -> np.ndarray:
    """Points so many times finer within the window than around it."""
    step = (high - low) / GRID
    around = step * np.arange(GRID // 2, 0, -1)
    return np.concatenate([low - around, np.linspace(low, high, times * GRID + 1), high + around[::-1]])


def _within(grid: np.ndarray) -> np.ndarray:
    """The part of a grid in the window."""
    return grid[GRID // 2 : -GRID // 2, GRID // 2 : -GRID // 2]


def _rough(z: np.ndarray, levels: list[float]) -> bool:
    """Is a height often far from half-way between its neighbours'? By a parabola through three points, a
    straight line between two misses the height in their middle by an eighth of the second difference."""
    numbers = np.interp(np.minimum(z, levels[-1]), levels, np.arange(len(levels)))
    bends = [np.diff(numbers, 2, axis).ravel() / 8 for axis in (0, 1)]
    return bool(np.quantile(np.abs(np.concatenate(bends)), 0.99) > ROUGH)


def _finite(grid: np.ndarray) -> np.ndarray:
    """The finite values of a grid; 0 if there are none."""
    finite = grid[np.isfinite(grid)]
    return finite if finite.size else np.zeros(1)


def _log(gaps: np.ndarray, inner: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """log10 of the gap. Levels at every half decade; where most of the window lies within one and a half
    of them, at even heights instead."""
    with np.errstate(invalid="ignore"):
        z = np.log10(np.maximum(gaps, 1e-300))
    inner = np.log10(np.maximum(inner, 1e-300))
    if np.quantile(inner, 0.05) > inner.max() - EVEN:
        values = _even(10 ** inner.max() if inner.max() > FLAT else 1.0)
        return {"levels": np.log10(values).tolist(), "labels": [f"{value:g}" for value in values]}, z
    top = np.floor(inner.max() * 2) / 2
    return {"levels": [float(top - 0.5 * k) for k in range(9, -3, -1)]}, z


def _even(top: float) -> np.ndarray:
    """Some ten even heights up to the top, in steps of 1, 2 or 5; half as many beyond, three close to 0."""
    power = 10.0 ** np.floor(np.log10(top / 8))
    step = power * next(digit for digit in (1, 2, 5, 10) if digit * power >= top / 10)
    count = int(1.5 * top / step)
    heights = [step / 20, step / 5, step / 2, *(step * np.arange(1, count + 1))]
    return np.array([float(f"{height:.12g}") for height in heights])


def _both_ways(heights: np.ndarray, inner: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """Heights above and below 0 of a surface without a bottom, and levels at 1 and 3 of each decade."""
    top = max(float(np.abs(inner).max()), 1e-12)
    first = int(np.floor(np.log10(top)))
    sizes = [digit * 10.0**k for k in range(first - 2, first + 2) for digit in (1, 3)]
    levels = [*(-size for size in reversed(sizes)), 0.0, *sizes]
    unit = sizes[0]
    labels = [f"{level:g}".replace("-", "−") for level in np.round(levels, 12)]
    scaled = np.arcsinh(np.array(levels) / unit).tolist()
    return {"levels": scaled, "labels": labels, "unit": unit}, np.arcsinh(heights / unit)
