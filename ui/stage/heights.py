"""The surface under the paths: its heights on a scale that shows them, and the levels to draw."""

from typing import Any

import numpy as np

from optim_core.landscape import Landscape, Window

GRID = 64  # points a side of the window
EVEN = 1.5  # decades
NOWHERE = 2e30  # stands for a place where the surface has no height


def contour(surface: Landscape, window: Window) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The heights over the window, on a scale that shows them, far enough around it that panning finds
    more of them."""
    xs, ys = (np.linspace(a - (b - a) / 2, b + (b - a) / 2, 2 * GRID) for a, b in window)
    for grid, low in zip((xs, ys), surface.minima[0] if surface.minima else (), strict=False):
        grid += low - grid[np.argmin(np.abs(grid - low))]  # a point on the lowest, or it would be cut off
    gaps = surface.gaps(np.stack(np.meshgrid(xs, ys), axis=-1))[..., 0]
    header, z = _log(gaps) if surface.lowest is not None else _both_ways(gaps)
    z = np.where(np.isfinite(gaps), z, NOWHERE)
    header["key"] = f"{surface.minima}{window}{float(np.nansum(z[::7, ::7])):.9g}"
    return header, {"surface_x": xs, "surface_y": ys, "surface_z": z.astype(np.float32)}


def _inside(grid: np.ndarray) -> np.ndarray:
    """The finite values within the window itself; 0 if there are none."""
    inner = grid[GRID // 2 : -GRID // 2, GRID // 2 : -GRID // 2]
    return np.append(inner[np.isfinite(inner)], [] if np.isfinite(inner).any() else [0.0])


def _log(gaps: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """log10 of the gap. Levels at every half decade; where most of the window lies within one and a half
    of them, at even heights instead."""
    with np.errstate(invalid="ignore"):
        z = np.log10(np.maximum(gaps, 1e-300))
    inner = _inside(z)
    if np.quantile(inner, 0.05) > inner.max() - EVEN:
        values = _even(10 ** inner.max())
        return {"levels": np.log10(values).tolist(), "labels": [f"{value:g}" for value in values]}, z
    top = np.floor(inner.max() * 2) / 2
    return {"levels": [float(top - 0.5 * k) for k in range(9, -3, -1)]}, z


def _even(top: float) -> np.ndarray:
    """Some ten even heights up to the top, in steps of 1, 2 or 5; half as many beyond, three close to 0."""
    power = 10.0 ** np.floor(np.log10(top / 8))
    step = power * next(digit for digit in (1, 2, 5, 10) if digit * power >= top / 10)
    count = int(1.5 * top / step)
    return np.array([step / 20, step / 5, step / 2, *(step * np.arange(1, count + 1))]).round(12)


def _both_ways(heights: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """Heights above and below 0 of a surface without a bottom, and levels at 1 and 3 of each decade."""
    top = max(float(np.abs(_inside(heights)).max()), 1e-12)
    first = int(np.floor(np.log10(top)))
    sizes = [digit * 10.0**k for k in range(first - 2, first + 2) for digit in (1, 3)]
    levels = [*(-size for size in reversed(sizes)), 0.0, *sizes]
    unit = sizes[0]
    labels = [f"{level:g}".replace("-", "−") for level in np.round(levels, 12)]
    scaled = np.arcsinh(np.array(levels) / unit).tolist()
    return {"levels": scaled, "labels": labels, "unit": unit}, np.arcsinh(heights / unit)
