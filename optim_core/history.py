"""History: every step of one racer, written down."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np


class Status(StrEnum):
    """Why a run ended."""

    BUDGET = "budget"  # all epochs used up
    THRESHOLD = "threshold"  # an epoch brought less than the stopping threshold
    DIVERGED = "diverged"  # it left the neighbourhood for good
    UNDEFINED = "undefined"  # it came to a place where the surface has no height or no gradient


@dataclass(frozen=True)
class History:
    """Row 0 of path and gaps is the start; row t − 1 of grads and states belongs to step t."""

    path: np.ndarray  # (T+1, 2) the parameters: (m, b) of a line, (x, y) of a surface
    gaps: np.ndarray  # (T+1, sets) loss above the lowest possible, for each of the surface's sets
    grads: np.ndarray  # (T, 2) the gradient each step used
    states: np.ndarray  # (T, 2, fields) the optimizer's State after each step, by coordinate
    status: Status

    @property
    def steps(self) -> int:
        """Steps taken. A step that would have made a number infinite is not among them."""
        return len(self.grads)

    @property
    def nbytes(self) -> int:
        return self.path.nbytes + self.gaps.nbytes + self.grads.nbytes + self.states.nbytes
