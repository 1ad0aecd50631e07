"""What all racers of an experiment share: surface, start, mini-batches, and what counts as diverged."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optim_core.kinds import Kind
from optim_core.landscape import Landscape

FAR = 1e12
"""A run that gets this many times further than its starting scale has diverged."""


@dataclass(frozen=True)
class Setup:
    """The landscape on which every racer of an experiment runs."""

    surface: Landscape
    start: np.ndarray  # (2,)
    rng: np.random.RandomState  # as it stands when the mini-batches are about to be drawn

    @cached_property
    def farthest(self) -> float:
        """The largest coordinate that is not yet called diverged."""
        known = [each for x, y, _ in self.surface.minima for each in (x, y)]
        return FAR * max(1.0, *np.abs(self.start), *np.abs(known))

    @cached_property
    def highest(self) -> float:
        """The largest gap, up or down, that is not yet called diverged."""
        return FAR * max(abs(float(self.surface.f(self.start))), self.surface.unit)


def set_up(problem: Kind, seed: int, start: tuple[float, float] | None) -> Setup:
    """Consume the generator as the tutorial does: rows, then m, then b; mini-batches come after."""
    rng = np.random.RandomState(seed)
    surface = problem.build(rng)
    drawn = rng.randn(), rng.randn()
    return Setup(surface, np.array(start or surface.start or drawn, float), rng)
