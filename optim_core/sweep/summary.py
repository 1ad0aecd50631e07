"""What a measure comes to over the seeds of every setting."""

from dataclasses import dataclass

import numpy as np

from optim_core.sweep.measures import MEASURES, diverged
from optim_core.sweep.quantiles import median, quantile

BAND = (0.1, 0.9)


@dataclass(frozen=True)
class Summary:
    """Arrays over the settings (…): NaN where no run is done yet, infinity where it failed."""

    middle: np.ndarray  # the median; of "diverged" the mean
    low: np.ndarray  # the 10 % quantile
    high: np.ndarray  # the 90 % quantile
    first: np.ndarray  # with the first seed
    share_diverged: np.ndarray  # of the seeds that are done
    arrived: np.ndarray  # bool: did the median run come within the tolerance?

    @property
    def done(self) -> np.ndarray:
        """Bool: where at least one run is done."""
        return ~np.isnan(self.share_diverged)

    @property
    def best(self) -> int | None:
        """The place of the smallest median, counted through all settings; None if none succeeded."""
        found = np.where(np.isnan(self.middle), np.inf, self.middle).ravel()
        place = int(np.argmin(found))
        return place if np.isfinite(found[place]) else None


def summary(records: np.ndarray, measure: str) -> Summary:
    """Of records (…, seeds, len(RECORD))."""
    values, failed = MEASURES[measure].of(records), diverged(records)
    there = ~np.isnan(failed)
    count = there.sum(axis=-1)
    share = np.where(count, np.nansum(failed, axis=-1) / np.maximum(count, 1), np.nan)
    return Summary(
        share if measure == "diverged" else median(values),
        quantile(values, BAND[0]),
        quantile(values, BAND[1]),
        values[..., 0],
        share,
        np.isfinite(median(MEASURES["steps"].of(records))),
    )
