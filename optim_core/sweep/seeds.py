"""A race over many seeds: other starts, other rows, other mini-batches. What was luck, and what was not?"""

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from optim_core.experiment import Experiment
from optim_core.history import Status
from optim_core.run import Run, run_racer
from optim_core.sweep.quantiles import median, quantile
from optim_core.sweep.trials import Cancel

if TYPE_CHECKING:
    import pandas as pd

POINTS = 200  # of a curve
BAND = (0.1, 0.9)
RESAMPLES = 2000


@dataclass(frozen=True)
class SeedsResult:
    """What every racer did with every seed. Arrays count racers first, then seeds."""

    experiment: Experiment
    seeds: tuple[int, ...]  # those that are done
    epochs: np.ndarray  # (P,) where the curves are read, from 0 to the end
    gaps: np.ndarray  # (racers, seeds, P) training gap after the last step up to there; ∞ after diverging
    ends: np.ndarray  # (racers, seeds, 2) where each run ended
    lowest: np.ndarray  # (seeds, 2) the lowest point, NaN if there is none; other rows have another
    train_loss: np.ndarray  # (racers, seeds) at the end, ∞ if diverged
    test_loss: np.ndarray  # (racers, seeds)
    arrived: np.ndarray  # (racers, seeds) epochs until within 1 % of the lowest loss, ∞ for never
    diverged: np.ndarray  # (racers, seeds) bool

    @cached_property
    def middle(self) -> np.ndarray:
        """The median gap curve of every racer: (racers, P)."""
        return median(np.moveaxis(self.gaps, 1, -1))

    def band(self, share: float) -> np.ndarray:
        """The curve below which that share of the seeds lies, at each point by itself: (racers, P)."""
        return quantile(np.moveaxis(self.gaps, 1, -1), share)

    def table(self) -> "pd.DataFrame":
        """One row a racer: medians over the seeds, and between what most of them lie.

        gap_low and gap_high: the 10 % and the 90 % quantile. median_low and median_high: 95 % interval of
        the median by the bootstrap (Efron 1979, Annals of Statistics 7): how far it might be off;
        test_low and test_high the same of the test loss.
        """
        import pandas as pd  # here: it takes long to load

        gap = self.gaps[..., -1]
        low, high = bootstrap(gap)
        test_low, test_high = bootstrap(self.test_loss)
        return pd.DataFrame(
            {
                "racer": self.experiment.names,
                "seeds": len(self.seeds),
                "gap": median(gap),
                "gap_low": quantile(gap, BAND[0]),
                "gap_high": quantile(gap, BAND[1]),
                "median_low": low,
                "median_high": high,
                "train_loss": median(self.train_loss),
                "test_loss": median(self.test_loss),
                "test_low": test_low,
                "test_high": test_high,
                "epochs_to_tolerance": median(self.arrived),
                "share_arrived": np.isfinite(self.arrived).mean(axis=1),
                "share_diverged": self.diverged.mean(axis=1),
            }
        )

    def curves(self) -> "pd.DataFrame":
        """The curves that are drawn: one row a racer and point, with median and band of the gap."""
        import pandas as pd

        low, high = (self.band(share) for share in BAND)
        return pd.DataFrame(
            {
                "racer": np.repeat(self.experiment.names, len(self.epochs)),
                "epochs": np.tile(self.epochs, len(self.experiment.racers)),
                "gap": self.middle.ravel(),
                "gap_low": low.ravel(),
                "gap_high": high.ravel(),
            }
        )

    def to_frame(self) -> "pd.DataFrame":
        """One row a racer and seed: where and how it ended. Never is infinity."""
        import pandas as pd

        count = len(self.seeds)
        return pd.DataFrame(
            {
                "racer": np.repeat(self.experiment.names, count),
                "seed": np.tile(self.seeds, len(self.experiment.racers)),
                **dict(zip(self.coordinates, self.ends.reshape(-1, 2).T, strict=True)),
                "gap": self.gaps[..., -1].ravel(),
                "train_loss": self.train_loss.ravel(),
                "test_loss": self.test_loss.ravel(),
                "epochs_to_tolerance": self.arrived.ravel(),
                "diverged": self.diverged.ravel(),
            }
        )

    @property
    def coordinates(self) -> tuple[str, str]:
        """What the coordinates are called."""
        return ("m", "b") if self.experiment.problem.on_rows else ("x", "y")


def bootstrap(values: np.ndarray, share: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Percentile interval of the median over the last axis of (racers, seeds): two arrays (racers,)."""
    count = values.shape[-1]
    drawn = np.random.RandomState(0).randint(count, size=(RESAMPLES, count))
    medians = median(values[:, drawn])
    return quantile(medians, (1 - share) / 2), quantile(medians, (1 + share) / 2)


@dataclass(frozen=True)
class SeedsProgress:
    """How far a race over seeds has come."""

    done: int
    total: int
    result: SeedsResult

    @property
    def share(self) -> float:
        return self.done / self.total

    @property
    def words(self) -> str:
        return f"{self.done} of {self.total} seeds"


def race_over_seeds(
    experiment: Experiment, count: int, first: int | None = None, cancel: Cancel | None = None
) -> Generator[SeedsProgress, None, None]:
    """The race with `count` seeds from `first` (the experiment's own) on; again and again, as they come.

    After `cancel.set()`, or when the iterator is closed, no more runs begin.
    """
    cancel = cancel or Cancel()
    seeds = [(experiment.seed if first is None else first) + k for k in range(count)]
    epochs = _points(experiment)
    found: list[list[_Read]] = []

    def one(seed: int) -> list["_Read"]:
        with_seed = experiment.model_copy(update={"seed": seed})
        return [
            _read(run_racer(with_seed, racer), epochs) for racer in with_seed.racers if not cancel.is_set()
        ]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            for reads in pool.map(one, seeds):
                if cancel.is_set():
                    return
                found.append(reads)
                result = _together(experiment, seeds[: len(found)], epochs, found)
                yield SeedsProgress(len(found), count, result)
        finally:
            if len(found) < count:
                cancel.set()
                pool.shutdown(cancel_futures=True)


def _points(experiment: Experiment) -> np.ndarray:
    """Where curves are read: dense at the beginning, where most happens, and at every point of the rest."""
    end = float(experiment.epochs)
    first = min(experiment.batch_of(racer) for racer in experiment.racers) / experiment.problem.train_rows
    early = np.geomspace(min(first, end), end, POINTS // 2)
    return np.unique(np.concatenate([[0.0], early, np.linspace(0, end, POINTS // 2)]))


@dataclass(frozen=True)
class _Read:
    """What is kept of one run."""

    gaps: np.ndarray
    end: np.ndarray
    lowest: np.ndarray
    train_loss: float
    test_loss: float
    arrived: float
    diverged: bool


def _read(run: Run, epochs: np.ndarray) -> _Read:
    seen = run.epochs_after(np.arange(run.steps + 1))
    place = np.searchsorted(seen, epochs * (1 + 1e-12), side="right") - 1
    diverged = run.history.status == Status.DIVERGED
    gaps = run.gap[place].copy()
    if diverged:
        gaps[epochs > seen[-1]] = np.inf
        gaps[-1] = np.inf
    steps = run.steps_to_tolerance
    minima = run.surface.minima
    return _Read(
        gaps,
        run.path[-1].copy(),
        np.array(minima[0][:2] if minima else (np.nan, np.nan)),
        np.inf if diverged else float(run.train_loss[-1]),
        np.inf if diverged else float(run.test_loss[-1]),
        np.inf if steps is None or diverged else float(seen[steps]),
        diverged,
    )


def _together(
    experiment: Experiment, seeds: list[int], epochs: np.ndarray, found: list[list[_Read]]
) -> SeedsResult:
    def gathered(name: str) -> np.ndarray:
        return np.array([[getattr(read, name) for read in reads] for reads in zip(*found, strict=True)])

    return SeedsResult(
        experiment,
        tuple(seeds),
        epochs,
        gathered("gaps"),
        gathered("end"),
        gathered("lowest")[0],
        gathered("train_loss"),
        gathered("test_loss"),
        gathered("arrived"),
        gathered("diverged"),
    )
