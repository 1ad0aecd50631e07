"""What became of a sweep, or of the part of it that is done: plain arrays, a table, the best cell."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optim_core.batches import rows_seen
from optim_core.engine import STATUSES
from optim_core.sweep.axes import BATCH_SIZE
from optim_core.sweep.measures import MEASURES, column, diverged
from optim_core.sweep.quantiles import median, quantile
from optim_core.sweep.sweep import Sweep
from optim_core.sweep.trials import RECORD

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SweepResult:
    """Arrays over a map count its rows (values of y) first, then its columns (values of x)."""

    sweep: Sweep
    records: np.ndarray  # (rows, columns, seeds, len(RECORD)); NaN where a run is not done yet

    def values(self, measure: str | None = None) -> np.ndarray:
        """A measure of every run, the sweep's own if none is named: (rows, columns, seeds)."""
        return MEASURES[measure or self.sweep.measure].of(self.records)

    def median(self, measure: str | None = None) -> np.ndarray:
        """A measure's median over the seeds (of "diverged" the mean): (rows, columns)."""
        if (measure or self.sweep.measure) == "diverged":
            return self.share_diverged
        return median(self.values(measure))

    def quantile(self, share: float, measure: str | None = None) -> np.ndarray:
        """A measure's quantile over the seeds: (rows, columns)."""
        return quantile(self.values(measure), share)

    @property
    def share_diverged(self) -> np.ndarray:
        """The share of the seeds with which a cell diverged: (rows, columns)."""
        values = diverged(self.records)
        done = np.sum(~np.isnan(values), axis=-1)
        return np.where(done, np.nansum(values, axis=-1) / np.maximum(done, 1), np.nan)

    def best(self, measure: str | None = None) -> tuple[int, int] | None:
        """The cell (row, column) with the smallest median, the first of equals; None if none succeeded."""
        medians = np.where(np.isnan(found := self.median(measure)), np.inf, found)
        i, j = np.unravel_index(np.argmin(medians), medians.shape)
        return (int(i), int(j)) if np.isfinite(medians[i, j]) else None

    def rows_to_tolerance(self) -> np.ndarray:
        """Training rows looked at until the tolerance, infinite for never: (rows, columns, seeds)."""
        steps, n = self.values("steps"), self.sweep.experiment.problem.train_rows
        own = np.full(self.sweep.shape[:2], self.sweep.experiment.batch_of(self.sweep.subject))
        sizes = self.sweep.settings.get(BATCH_SIZE, own)[..., None]
        counted = rows_seen(np.where(np.isfinite(steps), steps, 0), sizes, n)
        return np.where(np.isfinite(steps), counted, steps)

    def epochs_to_tolerance(self) -> np.ndarray:
        """The same in epochs."""
        return self.rows_to_tolerance() / self.sweep.experiment.problem.train_rows

    @property
    def done(self) -> int:
        """How many runs are done."""
        return int(np.sum(~np.isnan(column(self.records, "status"))))

    @property
    def nbytes(self) -> int:
        return self.records.nbytes

    def to_frame(self) -> "pd.DataFrame":
        """One row a run that is done: its settings, seed, and what became of it.

        steps_to_tolerance is missing where a run never arrived; area where it diverged.
        """
        import pandas as pd  # here: it takes long to load

        shape = self.sweep.shape
        columns: dict[str, Any] = {
            name: np.broadcast_to(cells[..., None], shape).ravel()
            for name, cells in self.sweep.settings.items()
        }
        if BATCH_SIZE in columns:
            columns[BATCH_SIZE] = columns[BATCH_SIZE].astype(int)
        columns["seed"] = np.tile(self.sweep.experiment.seed + np.arange(shape[2]), shape[0] * shape[1])
        frame = pd.DataFrame(columns)
        return pd.concat([frame, records_frame(self.records.reshape(-1, len(RECORD)))], axis=1).dropna(
            subset="status", ignore_index=True
        )

    def to_csv(self, file: Any = None) -> str | None:
        """`to_frame` as CSV, into a path or an open file, or returned. Raises OSError."""
        return self.to_frame().to_csv(file, index=False)


def records_frame(records: np.ndarray) -> "pd.DataFrame":
    """Records (runs, len(RECORD)) as a table, one row a run."""
    import pandas as pd

    raw = pd.DataFrame(records, columns=list(RECORD))
    return pd.DataFrame(
        {
            "final_train_loss": raw["train_loss"],
            "gap": raw["gap"],
            "steps_to_tolerance": raw["arrived"].where(raw["arrived"] >= 0).astype("Int64"),
            "test_loss": raw["test_loss"],
            "status": [None if np.isnan(s) else STATUSES[int(s)].value for s in raw["status"]],
            "area": raw["area"],
            "steps": raw["steps"].astype("Int64"),
        }
    )
