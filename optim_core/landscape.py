"""What every loss surface offers, whatever it is made of: rows of data or a formula."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Protocol

import numpy as np

from optim_core.ground import Ground

TOLERANCE = 0.01  # who is so near the lowest has arrived
Window = tuple[tuple[float, float], tuple[float, float]]


class Landscape(Protocol):
    """A function of a point p (…, 2), with everything that a run and its picture need to know of it."""

    on_rows: ClassVar[bool]
    """Is it a loss over rows of data, with mini-batches and epochs?"""
    names: ClassVar[tuple[str, str]]
    """What the two coordinates are called: ("m", "b") or ("x", "y")."""
    sets: ClassVar[tuple[str, ...]]
    """Where its height is measured: ("train", "test"), or ("value",) if there are no rows."""
    unit: ClassVar[float]
    """The smallest height that counts when it is asked whether a run has diverged."""

    @property
    def proven(self) -> bool:
        """Are the lowest points known, or only the lowest that a search has found?"""
        ...

    @property
    def relative(self) -> bool:
        """Is a height above the lowest judged as a share of the lowest? Else by the way down to it."""
        ...

    @property
    def window(self) -> Window:
        """Where to look."""
        ...

    @property
    def minima(self) -> tuple[tuple[float, float, float], ...]:
        """Its lowest points as (x, y, f), the lowest first; empty if it has none."""
        ...

    @property
    def lowest(self) -> tuple[float, ...] | None:
        """The lowest height in every set, or None if it has no bottom: then gaps are heights above 0."""
        ...

    @property
    def start(self) -> tuple[float, float] | None:
        """Where a run begins unless told otherwise; None: drawn from the seed."""
        ...

    @property
    def quadratic(self) -> bool:
        """Is its curvature the same everywhere?"""
        ...

    def f(self, p: np.ndarray) -> np.ndarray: ...

    def grad(self, p: np.ndarray) -> np.ndarray: ...

    def hessian(self, p: np.ndarray) -> np.ndarray:
        """The curvature at p (2,): (2, 2)."""
        ...

    def gaps(self, p: np.ndarray) -> np.ndarray:
        """Height above the lowest at p (…, 2) in every set: (…, sets)."""
        ...

    def arrived(self, start: np.ndarray, tolerance: float = TOLERANCE) -> float | None:
        """The gap at which a run from this start has arrived; None where nothing is to be reached."""
        ...

    def epochs(self, count: int, size: int, rng: np.random.RandomState) -> Iterator[Iterable[Any]]:
        """For every epoch, what each of its steps looks at; consumes rng."""
        ...

    def grad_on(self, batch: Any, p: np.ndarray) -> np.ndarray:
        """The gradient at p (2,) as a step sees it that looks at this."""
        ...

    def ground(self, count: int, size: int, rng: np.random.RandomState) -> Ground:
        """The same for the compiled loop."""
        ...
