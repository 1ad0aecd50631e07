"""One clock for racers that step at different paces: a tick is one step of the busiest of them.

At any tick every racer has seen the same rows, or would have, had it not ended before.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from optim_core.batches import rows_seen
from optim_core.run import Result, Run

FRAMES = 480


@dataclass(frozen=True)
class Clock:
    """Ticks 0 … ticks; tick 0 is the start."""

    rows: int  # training rows, seen once an epoch
    batch: int  # rows per tick
    ticks: int

    @staticmethod
    def of(result: Result) -> "Clock":
        experiment = result.experiment
        rows = experiment.problem.train_rows
        batch = min(experiment.batch_of(racer) for racer in experiment.racers)
        clock = Clock(rows, batch, 0)
        return Clock(rows, batch, max(clock._tick_of_last_step(run) for run in result.runs))

    @property
    def per_epoch(self) -> int:
        return -(-self.rows // self.batch)

    def _tick_of_last_step(self, run: Run) -> int:
        epochs, steps = divmod(run.steps, run.steps_per_epoch)
        return epochs * self.per_epoch + -(-steps * run.batch_size // self.batch)

    def epochs(self, ticks: np.ndarray) -> np.ndarray:
        """How often the training rows were seen at each tick, with fractions."""
        return rows_seen(ticks, self.batch, self.rows) / self.rows

    def steps_of(self, run: Run, ticks: np.ndarray) -> np.ndarray:
        """How many steps of its own this racer has taken at each tick."""
        epochs, steps = np.divmod(ticks, self.per_epoch)
        own = epochs * run.steps_per_epoch + steps * self.batch // run.batch_size
        return np.minimum(own, run.steps)

    def frames(self) -> np.ndarray:
        """The ticks that are drawn: all at the start, where the most happens, then ever fewer."""
        return _frames(self.ticks)


@lru_cache(64)  # a race keeps its frames whatever its learning rates are
def _frames(ticks: int) -> np.ndarray:
    if ticks <= FRAMES:
        found = np.arange(ticks + 1)
    else:
        found = np.unique(np.round(ticks * np.linspace(0, 1, FRAMES) ** 2).astype(np.int64))
    found.flags.writeable = False
    return found
