"""The surface under the paths: its heights on a scale that shows them, and the levels to draw."""

from typing import Any

import numpy as np

from optim_core.landscape import Landscape, Window

GRID = 64  # points a side of the window
NOWHERE = 2e30  # stands for a place where the surface has no height


def contour(surface: Landscape, window: Window) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The heights over the window, on a scale that shows them, far enough around it that panning finds
    more of them."""
    xs, ys = (np.linspace(a - (b - a) / 2, b + (b - a) / 2, 2 * GRID) for a, b in window)
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
    return {"levels": scaled, "labels": labels}, np.arcsinh(heights / unit)
