"""A fair race before it is run: what decides how racers are tuned and raced, checked."""

from math import log10
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import Experiment
from optim_core.landscape import TOLERANCE
from optim_core.racer import Racer
from optim_core.sweep.budget import check_budget
from optim_core.sweep.sampling import MeasureId, Method, Rates, Sampling

NARROWEST, WIDEST = 0.5, 9  # decades of learning rates to draw from


class Tuning(BaseModel, frozen=True):
    """How racers are tuned and raced, whichever they are."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    budget: Annotated[
        int, Field(ge=2, le=1000, title="budget", description="How many settings are tried for every racer.")
    ] = 64
    method: Annotated[
        Method,
        Field(
            title="drawn",
            description="sobol: spread evenly over the ranges, without large holes (Sobol 1967, scrambled). "
            "random: each by itself, as most people do (Bergstra & Bengio 2012).",
        ),
    ] = "sobol"
    hypers: Annotated[
        tuple[str, ...],
        Field(
            title="tuned",
            description="Which settings are drawn; the others stay as they are in the race. "
            "The same number of tries is not the same difficulty: 64 are many for one setting, few for four.",
        ),
    ] = ()  # none named: all
    tuning_seeds: Annotated[
        int,
        Field(
            ge=1,
            le=20,
            title="tuning seeds",
            description="Every setting runs with so many seeds, the experiment's own and those after it; "
            "its median counts.",
        ),
    ] = 3
    race_seeds: Annotated[
        int,
        Field(
            ge=1,
            le=100,
            title="race seeds",
            description="The winners race with so many other seeds, on which nobody was tuned.",
        ),
    ] = 10
    measure: Annotated[
        MeasureId, Field(title="judged by", description="Which setting of a racer wins: the smallest.")
    ] = "gap"
    tolerance: Annotated[float, Field(gt=0)] = TOLERANCE
    shared_lr: Annotated[
        float,
        Field(
            gt=0,
            title="shared rate",
            description="The unfair race: this learning rate for every racer, its other settings at their "
            "defaults, nobody tuned.",
        ),
    ] = 0.01
    rates: dict[str, Rates] = {}  # by optimizer, where its slider is not the range to draw from

    @model_validator(mode="after")
    def _ranges_are_ranges(self) -> "Tuning":
        for optimizer, (low, high) in self.rates.items():
            if optimizer not in OPTIMIZERS:
                raise PydanticCustomError(
                    "optimizer", "there is no such optimizer", {"field": "rates", "got": optimizer}
                )
            if not NARROWEST <= log10(high) - log10(low) <= WIDEST:
                raise PydanticCustomError(
                    "rates",
                    "must reach from a smaller to a larger learning rate, over {least} to {most} decades",
                    {
                        "field": f"rates.{optimizer}",
                        "got": [low, high],
                        "least": NARROWEST,
                        "most": WIDEST,
                    },
                )
        return self

    @property
    def judged_on(self) -> str:
        """Which rows decide who wins."""
        return "test" if self.measure == "test_loss" else "train"


class FairRace(Tuning, frozen=True):
    """The racers of an experiment, tuned and raced. What is drawn replaces their own settings.

    The same number of tries is not the same difficulty: 64 tries are many for one hyperparameter and few
    for four. `hypers=("lr",)` asks the other question, in which every rule keeps the rest as it has it, and
    `SampleResult.best_of` says what fewer tries would have found. The ranges are the declared sliders, so
    a share of good settings speaks of those ranges too; a width in decades hardly does.

    On a surface without noise the seeds decide nothing: all runs of a setting are then the same.
    """

    experiment: Experiment

    @model_validator(mode="after")
    def _makes_sense(self) -> "FairRace":
        if self.measure == "test_loss" and not self.experiment.problem.on_rows:
            raise PydanticCustomError(
                "no_test",
                "must be another one: a surface has no test rows",
                {"field": "measure", "got": self.measure},
            )
        for racer in self.experiment.racers:
            if self.hypers and not self._drawn(racer):
                raise PydanticCustomError(
                    "hyper_name",
                    "must name a setting of every racer, and {racer} has only {allowed}",
                    {
                        "field": "hypers",
                        "got": ", ".join(self.hypers),
                        "racer": racer.rule.name,
                        "allowed": ", ".join(racer.rule.hypers),
                    },
                )
        if self.experiment.seed + self.tuning_seeds + self.race_seeds > 2**32:
            raise PydanticCustomError(
                "seeds", "must not count past 2³²", {"field": "race_seeds", "got": self.race_seeds}
            )
        check_budget(self.experiment, self._tuning_steps(), self.tuning_seeds)
        return self

    def _tuning_steps(self) -> np.ndarray:
        """Of every setting that is tried, with one seed."""
        per_racer = [self.experiment.steps_per_epoch(racer) for racer in self.experiment.racers]
        return self.experiment.epochs * np.repeat(per_racer, self.budget)

    def rates_of(self, racer: Racer) -> Rates:
        """From where its learning rate is drawn."""
        return self.rates.get(racer.optimizer, racer.rule.hypers["lr"].slider)

    def _drawn(self, racer: Racer) -> tuple[str, ...]:
        return tuple(name for name in racer.rule.hypers if name in self.hypers)

    def sampling(self, racer: int) -> Sampling:
        """What is tried for one racer."""
        return Sampling(
            experiment=self.experiment,
            racer=racer,
            hypers=self._drawn(self.experiment.racers[racer]),
            rates=self.rates_of(self.experiment.racers[racer]),
            n=self.budget,
            method=self.method,
            seeds=self.tuning_seeds,
            tolerance=self.tolerance,
            measure=self.measure,
        )
