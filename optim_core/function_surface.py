"""A landscape made of a formula instead of rows of data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optim_core.ground import Ground, heights, slope
from optim_core.landscape import TOLERANCE, Window
from optim_core.tape import evaluate
from optim_core.terrain import Terrain
from optim_core.types import Surface

GRID = 65  # points a side where a search for lowest points begins
MOST_MINIMA = 12


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
    quadratic: bool
    noise: float  # standard deviation of what is added to every gradient

    on_rows: ClassVar[bool] = False
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
            surface.quadratic,
            noise,
        )

    def f(self, p: np.ndarray) -> np.ndarray:
        return self.terrain.f(p)

    def grad(self, p: np.ndarray) -> np.ndarray:
        return self.terrain.grad(p)

    def hessian(self, p: np.ndarray) -> np.ndarray:
        return self.terrain.hessian(p)

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
    start = (x0 + 0.2 * (x1 - x0), y0 + 0.8 * (y1 - y0))
    dimpled = len(found) == MOST_MINIMA
    return FunctionSurface(
        terrain, ((x0, x1), (y0, y1)), start, found, dimpled, bounded, False, False, noise
    )


def _search(terrain: Terrain, window: tuple[float, float, float, float]):
    """Lowest points as (x, y, f), the lowest first; and whether nothing lower was seen anywhere."""
    from scipy.optimize import minimize  # here, because only typed formulas need it

    x0, x1, y0, y1 = window
    xs = np.linspace(x0 - (x1 - x0) / 2, x1 + (x1 - x0) / 2, 2 * GRID - 1)
    ys = np.linspace(y0 - (y1 - y0) / 2, y1 + (y1 - y0) / 2, 2 * GRID - 1)
    points = np.stack(np.meshgrid(xs, ys), axis=-1)
    heights = np.where(np.isfinite(f := terrain.f(points)), f, np.inf)
    found: list[tuple[float, float, float]] = []
    for guess in _dips(points, heights):
        with np.errstate(all="ignore"):
            end = minimize(terrain.f, guess, jac=terrain.grad, method="BFGS", options={"gtol": 1e-9})
        x, y = end.x
        inside = xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]
        new = all(np.hypot(x - a, y - b) > 1e-4 * np.hypot(x1 - x0, y1 - y0) for a, b, _ in found)
        if np.isfinite(end.fun) and inside and new:
            found.append((float(x), float(y), float(end.fun)))
    found = sorted(found, key=lambda point: point[2])[:MOST_MINIMA]
    edge = np.concatenate([heights[0], heights[-1], heights[:, 0], heights[:, -1]]).min()
    return tuple(found), bool(found) and bool(found[0][2] <= edge)


def _dips(points: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Inner points of a grid (n, n, 2) that are no higher than their eight neighbours, lowest first."""
    windows = np.lib.stride_tricks.sliding_window_view(heights, (3, 3))
    inner = heights[1:-1, 1:-1]
    dip = np.isfinite(inner) & (inner <= windows.min(axis=(2, 3)))
    order = np.argsort(inner[dip])
    return points[1:-1, 1:-1][dip][order][: 2 * MOST_MINIMA]
