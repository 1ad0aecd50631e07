"""A landscape made of a formula instead of rows of data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from optim_core.ground import Ground, heights, slope
from optim_core.landscape import TOLERANCE, Window
from optim_core.tape import evaluate
from optim_core.terrain import Terrain
from optim_core.types import Surface

GRID = 65  # points a side where a search for lowest points begins
MOST_MINIMA = 12
AROUND = (1e-3, 1e-4)  # of the window's diagonal: how far around a point it is looked for lower ground
FLAT = 1e-6  # of the slope around: as good as none
CREASED = 6  # of the lowest guesses are looked at more closely, where the ground is creased
POLE = 10  # times the fall over a cell by the slopes around
NEARLY = 1e-3  # of what the ground rises around it: a search that ends so near the bottom has found it


@dataclass(frozen=True)
class FunctionSurface:
    """A Landscape whose point p (…, 2) is (x, y)."""

    terrain: Terrain
    window: Window
    start: tuple[float, float]
    minima: tuple[tuple[float, float, float], ...]
    dimpled: bool  # may it have more local minima than these?
    bounded: bool  # has it a lowest point at all?
    proven: bool  # are the minima known, or only found by searching?
    noise: float  # standard deviation of what is added to every gradient

    on_rows: ClassVar[bool] = False
    relative = False
    names: ClassVar[tuple[str, str]] = ("x", "y")
    sets: ClassVar[tuple[str, ...]] = ("value",)
    unit: ClassVar[float] = 1.0

    @staticmethod
    def of(surface: Surface, parameters: Mapping[str, float], noise: float) -> "FunctionSurface":
        """A named surface."""
        return FunctionSurface(
            surface.terrain(**parameters),
            surface.window,
            surface.start,
            surface.minima,
            surface.dimpled,
            surface.bounded,
            True,
            noise,
        )

    def f(self, p: np.ndarray) -> np.ndarray:
        return self.terrain.f(p)

    def grad(self, p: np.ndarray) -> np.ndarray:
        return self.terrain.grad(p)

    def hessian(self, p: np.ndarray) -> np.ndarray:
        return self.terrain.hessian(p)

    @property
    def quadratic(self) -> bool:
        """Does it bend alike everywhere?"""
        return self.terrain.quadratic

    @property
    def lowest(self) -> tuple[float] | None:
        """The lowest height there is, if there is one."""
        return (self.minima[0][2],) if self.bounded and self.minima else None

    def gaps(self, p: np.ndarray) -> np.ndarray:
        """Height above the lowest at p (…, 2): (…, 1)."""
        return (self.f(p) - (self.lowest or (0.0,))[0])[..., None]

    def arrived(self, start: np.ndarray, tolerance: float = TOLERANCE) -> float | None:
        """All but this share of the way down to the lowest point."""
        return tolerance * float(self.gaps(start)[0]) if self.lowest else None

    def epochs(self, count: int, size: int, rng: np.random.RandomState) -> Iterator[np.ndarray]:
        """A step an epoch; what it looks at is the noise on its gradient."""
        yield from self._shaken(count, rng)[:, None]

    def _shaken(self, count: int, rng: np.random.RandomState) -> np.ndarray:
        return self.noise * rng.randn(count, 2)

    def grad_on(self, batch: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The gradient at p (2,) with this noise (2,)."""
        return self.terrain.grad(p) + batch

    def ground(self, count: int, size: int, rng: np.random.RandomState) -> Ground:
        tape = self.terrain.tape
        program = np.concatenate([tape.ops, tape.outputs[None, :3]])
        numbers = np.array([(self.lowest or (0.0,))[0], *tape.constants])
        return Ground(
            tape_slope,
            tape_heights,
            numbers,
            self._shaken(count, rng),
            program,
            2 + len(numbers) + len(program),
        )


@slope
def tape_slope(numbers, table, program, scratch, i, x, y):
    """The gradient at a point, with step i's noise. numbers: the lowest height, then the constants."""
    evaluate(program[:-1], numbers[1:], scratch, x, y)
    return scratch[program[-1, 1]] + table[i, 0], scratch[program[-1, 2]] + table[i, 1]


@heights
def tape_heights(numbers, table, program, scratch, x, y):
    """Height above the lowest; there is no second set of rows."""
    evaluate(program[:-1], numbers[1:], scratch, x, y)
    gap = scratch[program[-1, 0]] - numbers[0]
    return gap, gap


def explored(terrain: Terrain, window: tuple[float, float, float, float], noise: float) -> FunctionSurface:
    """A surface nobody has described: its lowest points are searched for, from the lowest places of a
    grid over the window and as much again around it."""
    x0, x1, y0, y1 = window
    found, bounded = _search(terrain, window)
    start = first_start(terrain, window) or ((x0 + x1) / 2, (y0 + y1) / 2)
    dimpled = len(found) == MOST_MINIMA
    return FunctionSurface(terrain, ((x0, x1), (y0, y1)), start, found, dimpled, bounded, False, noise)


def first_start(terrain: Terrain, window: tuple[float, float, float, float]) -> tuple[float, float] | None:
    """A place at the upper left of the window, or the nearest to it with a height and a slope; None if
    there is none."""
    x0, x1, y0, y1 = window
    wanted = np.array([x0 + 0.2 * (x1 - x0), y0 + 0.8 * (y1 - y0)])
    if terrain.defined(wanted):
        return float(wanted[0]), float(wanted[1])
    grid = np.stack(np.meshgrid(np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID)), axis=-1).reshape(-1, 2)
    usable = grid[terrain.defined(grid)]
    if not len(usable):
        return None
    x, y = usable[np.argmin(np.hypot(*((usable - wanted) / (x1 - x0, y1 - y0)).T))].tolist()
    return x, y


def _search(terrain: Terrain, window: tuple[float, float, float, float]):
    """Lowest points as (x, y, f), the lowest first; and whether nothing lower was seen anywhere."""
    x0, x1, y0, y1 = window
    xs = np.linspace(x0 - (x1 - x0) / 2, x1 + (x1 - x0) / 2, 2 * GRID - 1)
    ys = np.linspace(y0 - (y1 - y0) / 2, y1 + (y1 - y0) / 2, 2 * GRID - 1)
    points = np.stack(np.meshgrid(xs, ys), axis=-1)
    heights = np.where(np.isfinite(f := terrain.f(points)), f, np.inf)
    found: list[tuple[float, float, float]] = []
    for i, guess in enumerate(_dips(points, heights)):
        end = _descended(terrain, guess, (xs[1] - xs[0], ys[1] - ys[0]), i < CREASED)
        x, y = end.x
        inside = xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]
        size = np.hypot(x1 - x0, y1 - y0)
        new = all(np.hypot(x - a, y - b) > 1e-4 * size for a, b, _ in found)
        dip = any(_is_dip(terrain, end.x, share * size) for share in AROUND)
        if inside and new and dip and not _of_valley(terrain, end, found):
            found.append((float(x), float(y), float(end.fun)))
    found = sorted(found, key=lambda point: point[2])[:MOST_MINIMA]
    return tuple(found), bool(found) and bool(found[0][2] <= heights.min() + _rounding(heights.min()))


def _descended(terrain: Terrain, guess: np.ndarray, cell: tuple[float, float], closely: bool) -> Any:
    """Where a search from this guess ends. In a crease slopes point to and fro: there it goes on, if it
    shall look closely, without them, by a triangle that rolls and shrinks (Nelder & Mead 1965). What then
    falls far more than the slopes around allow has come to a pole, and does not count."""
    from scipy.optimize import minimize  # here, because only typed formulas need it

    with np.errstate(all="ignore"):
        end = minimize(terrain.f, guess, jac=terrain.grad, method="BFGS", options={"gtol": 1e-9})
        if end.success or not closely:
            return end
        steep = float(np.abs(terrain.grad(end.x + np.array([cell, (-cell[0], cell[1])]))).max())
        if np.abs(terrain.grad(end.x)).max() < FLAT * steep:
            return end
        corners = end.x + np.array([(0, 0), (cell[0], 0), (0, cell[1])])
        finer = {"initial_simplex": corners, "xatol": 1e-9 * cell[0], "fatol": 0.0}
        rolled = minimize(terrain.f, end.x, method="Nelder-Mead", options=finer)
    return rolled if terrain.f(guess) - rolled.fun <= POLE * steep * max(cell) else end


def _is_dip(terrain: Terrain, point: np.ndarray, radius: float) -> bool:
    """Does the ground rise somewhere around this point, and nowhere fall?"""
    height, angles = float(terrain.f(point)), np.linspace(0, 2 * np.pi, 24, endpoint=False)
    step = float(angles[1])

    def rise(angle: np.ndarray) -> np.ndarray:
        return terrain.f(point + radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)) - height

    rises = rise(angles)
    highest = rises.max()  # NaN where a place around has no height
    if not (highest > _rounding(height) and rises.min() >= -NEARLY * highest):
        return False
    around = angles[np.argmin(rises)] + np.linspace(-step, step, 241)  # a crease may fall between two
    return bool(rise(around).min() >= -NEARLY * highest)


def _of_valley(terrain: Terrain, end: Any, found: list[tuple[float, float, float]]) -> bool:
    """Is it another point along the level floor of a valley that is known by one of its points?"""
    gentle, steep = np.linalg.eigvalsh(terrain.hessian(end.x))
    level = abs(gentle) <= 1e-6 * abs(steep)
    return bool(level and any(abs(height - end.fun) <= 1e-9 * abs(steep) for _, _, height in found))


def _rounding(height: float) -> float:
    """What a height may be off by without meaning anything."""
    return 1e-12 * abs(height)


def _dips(points: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Inner points of a grid (n, n, 2) that are no higher than their eight neighbours, lowest first; of
    level ones those nearest to the middle."""
    windows = np.lib.stride_tricks.sliding_window_view(heights, (3, 3))
    inner = heights[1:-1, 1:-1]
    dip = np.isfinite(inner) & (inner <= windows.min(axis=(2, 3)))
    places = points[1:-1, 1:-1][dip]
    order = np.lexsort([np.hypot(*(places - points.mean(axis=(0, 1))).T), inner[dip]])
    return places[order][: 2 * MOST_MINIMA]
