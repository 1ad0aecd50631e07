"""Settings drawn from the declared ranges, for three hyperparameters and more, where a grid is too coarse."""

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.experiment import Experiment
from optim_core.landscape import TOLERANCE
from optim_core.racer import Racer
from optim_core.sweep.budget import check_budget
from optim_core.sweep.measures import MEASURES
from optim_core.sweep.quantiles import median, quantile
from optim_core.sweep.result import records_frame
from optim_core.sweep.trials import RECORD, Trials
from optim_core.types import Hyper

if TYPE_CHECKING:
    import pandas as pd

Method = Literal["sobol", "random"]
MeasureId = Literal["gap", "steps", "area", "train_loss", "test_loss"]
Rate = Annotated[float, Field(gt=0)]
Rates = tuple[Rate, Rate]  # from the smallest learning rate to the largest


class Sampling(BaseModel, frozen=True):
    """One racer of an experiment under n settings, each drawn from its slider's range."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    experiment: Experiment
    racer: Annotated[int, Field(ge=0)] = 0
    hypers: tuple[str, ...] = ()  # which are drawn; none named: all. The others stay as the racer has them
    rates: Rates | None = None  # instead of the range of the learning rate's slider
    n: Annotated[int, Field(ge=2, le=10_000)] = 64
    method: Method = "sobol"
    seeds: Annotated[int, Field(ge=1, le=100)] = 1
    tolerance: Annotated[float, Field(gt=0)] = TOLERANCE
    measure: MeasureId = "gap"

    @model_validator(mode="after")
    def _fits_together(self) -> "Sampling":
        if self.racer >= len(self.experiment.racers):
            raise PydanticCustomError(
                "racer",
                "must be the place of a racer, from 0 to {last}",
                {"field": "racer", "got": self.racer, "last": len(self.experiment.racers) - 1},
            )
        declared = self.subject.rule.hypers
        for name in self.hypers:
            if name not in declared:
                raise PydanticCustomError(
                    "hyper_name",
                    "must be settings of {racer}: {allowed}",
                    {
                        "field": "hypers",
                        "got": name,
                        "racer": self.subject.rule.name,
                        "allowed": ", ".join(declared),
                    },
                )
        steps = self.experiment.epochs * self.experiment.steps_per_epoch(self.subject)
        check_budget(self.experiment, np.full(self.n, steps), self.seeds)
        return self

    @property
    def subject(self) -> Racer:
        """The racer whose settings are drawn."""
        return self.experiment.racers[self.racer]

    @property
    def ranges(self) -> dict[str, Hyper]:
        """What is drawn, each with its declaration: its slider is the range."""
        declared = dict(self.subject.rule.hypers)
        if self.rates:
            declared["lr"] = replace(declared["lr"], slider=self.rates)
        return {name: declared[name] for name in self.hypers or declared}

    @property
    def settings(self) -> np.ndarray:
        """The hyperparameters of every setting, in the order of the rule: (n, H).

        "sobol": the scrambled Sobol sequence (Owen 1998), which leaves no large hole; "random":
        independent draws (Bergstra & Bengio 2012, Random Search for Hyper-Parameter Optimization,
        JMLR 13). Uniform, or log-uniform where a factor is what matters. The experiment's seed decides;
        the first settings of a larger n are those of a smaller one.
        """
        ranges = self.ranges
        shares = _shares(len(ranges), self.n, self.method, self.experiment.seed)
        drawn = {name: _placed(hyper, shares[:, k]) for k, (name, hyper) in enumerate(ranges.items())}
        return np.stack(
            [drawn.get(name, np.full(self.n, value)) for name, value in self.subject.hypers.items()], axis=1
        )

    def trials(self) -> Trials:
        """All runs, the seed counting fastest; the first seed of all settings comes first."""
        count = self.n * self.seeds
        return Trials(
            self.experiment,
            self.subject,
            np.repeat(self.settings, self.seeds, axis=0),
            np.full(count, self.experiment.batch_of(self.subject)),
            np.tile(self.experiment.seed + np.arange(self.seeds), self.n),
            self.tolerance,
            np.arange(count).reshape(self.n, self.seeds).T.ravel(),
        )

    def racer_of(self, i: int) -> Racer:
        """The racer with setting i."""
        hypers = dict(zip(self.subject.hypers, self.settings[i].tolist(), strict=True))
        return Racer.model_validate(self.subject.model_dump() | {"hypers": hypers})


@lru_cache(maxsize=16)
def _shares(dimensions: int, n: int, method: Method, seed: int) -> np.ndarray:
    """Points of the unit cube: (n, dimensions)."""
    if method == "random":
        return np.random.RandomState(seed).random_sample((n, dimensions))
    from scipy.stats import qmc  # here, because importing it takes a second

    power = (n - 1).bit_length()  # Sobol points are balanced in whole powers of 2
    return qmc.Sobol(dimensions, rng=np.random.default_rng(seed)).random_base2(power)[:n]


def _placed(hyper: Hyper, shares: np.ndarray) -> np.ndarray:
    """Shares from 0 to 1 as values of the slider."""
    low, high = hyper.slider
    return low * (high / low) ** shares if hyper.log else low + (high - low) * shares


class SampleResult:
    """What became of every setting."""

    def __init__(self, sampling: Sampling, records: np.ndarray) -> None:
        """records: (n · seeds, len(RECORD)), NaN where a run is not done yet."""
        self.sampling = sampling
        self.records = records.reshape(sampling.n, sampling.seeds, len(RECORD))

    def median(self, measure: str | None = None) -> np.ndarray:
        """A measure's median over the seeds: (n,)."""
        return median(MEASURES[measure or self.sampling.measure].of(self.records))

    def best(self, measure: str | None = None) -> int | None:
        """The setting with the smallest median, the first of equals; None if none succeeded."""
        found = self.median(measure)
        found = np.where(np.isnan(found), np.inf, found)
        i = int(np.argmin(found))
        return i if np.isfinite(found[i]) else None

    def best_of(self, tries: np.ndarray, measure: str | None = None) -> np.ndarray:
        """What half of those would reach who try only so many settings and keep the best: (…).

        With F the share of the settings below a value, the best of k independent tries lies below it with
        probability 1 − (1 − F)ᵏ. (Dodge et al. 2019, Show Your Work, arXiv:1909.03004, take the mean of that
        distribution; here it is the median, because a run that diverged counts as infinite.)
        """
        shares = 1 - 0.5 ** (1 / np.asarray(tries, float))
        found = self.median(measure)
        return np.array([quantile(found, share) for share in shares.ravel()]).reshape(shares.shape)

    def to_frame(self) -> "pd.DataFrame":
        """One row a run that is done: all hyperparameters, seed, and what became of it."""
        import pandas as pd  # here: it takes long to load

        sampling = self.sampling
        frame = pd.DataFrame(
            np.repeat(sampling.settings, sampling.seeds, axis=0), columns=list(sampling.subject.hypers)
        )
        frame["seed"] = np.tile(sampling.experiment.seed + np.arange(sampling.seeds), sampling.n)
        records = records_frame(self.records.reshape(-1, len(RECORD)))
        return pd.concat([frame, records], axis=1).dropna(subset="status", ignore_index=True)
