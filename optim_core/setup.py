"""What all racers of an experiment share: surface, start, mini-batches, and what counts as diverged."""

from dataclasses import dataclass

import numpy as np

from optim_core.problems.linear_regression import Choice, LinearRegression, build

FAR = 1e12
"""A run that gets this many times further than its starting scale has diverged."""


@dataclass(frozen=True)
class Setup:
    """The ground on which every racer of an experiment runs."""

    surface: LinearRegression
    start: np.ndarray  # (2,)
    rng: np.random.RandomState  # as it stands when the mini-batches are about to be drawn

    @property
    def farthest(self) -> float:
        """The largest |m| or |b| that is not yet called diverged."""
        return FAR * max(1.0, *np.abs(self.start), *np.abs(self.surface.train.bottom))

    @property
    def highest(self) -> float:
        """The largest gap above the lowest loss that is not yet called diverged."""
        return FAR * max(float(self.surface.train.loss(self.start)), 1e-300)


def set_up(problem: Choice, seed: int, start: tuple[float, float] | None) -> Setup:
    """Consume the generator as the tutorial does: rows, then m, then b; mini-batches come after."""
    rng = np.random.RandomState(seed)
    surface = build(problem, rng)
    drawn = rng.randn(), rng.randn()
    return Setup(surface, np.array(start or drawn), rng)
