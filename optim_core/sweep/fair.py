"""FairRace: what decides how racers are tuned and raced, checked."""

from math import log10
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.experiment import Experiment
from optim_core.landscape import TOLERANCE
from optim_core.sweep.budget import check_budget
from optim_core.sweep.sampling import MeasureId, Method, Rates, Sampling

NARROWEST, WIDEST = 0.5, 9  # decades of learning rates to draw from


class FairRace(BaseModel, frozen=True):
    """How the racers of an experiment are tuned and raced. Their own settings do not matter, only their rules
    and batch sizes do."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    experiment: Experiment
    budget: Annotated[int, Field(ge=2, le=1000)] = 64  # settings tried for every racer
    method: Method = "sobol"
    tuning_seeds: Annotated[int, Field(ge=1, le=20)] = 3  # the experiment's and those after it
    race_seeds: Annotated[int, Field(ge=1, le=100)] = 10  # the ones after those
    measure: MeasureId = (
        "gap"  # the winner has the smallest median: test_loss on the test rows, else training
    )
    tolerance: Annotated[float, Field(gt=0)] = TOLERANCE
    shared_lr: Annotated[float, Field(gt=0)] = 0.01  # of the unfair race beside it
    rates: dict[
        str, Rates
    ] = {}  # by optimizer, where another range of learning rates than the slider's is meant

    @model_validator(mode="after")
    def _makes_sense(self) -> "FairRace":
        if self.measure == "test_loss" and not self.experiment.problem.on_rows:
            raise PydanticCustomError(
                "no_test",
                "must be another one: a surface has no test rows",
                {"field": "measure", "got": self.measure},
            )
        for optimizer, (low, high) in self.rates.items():
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
        check_budget(self.experiment, self._tuning_steps(), self.tuning_seeds)
        return self

    def _tuning_steps(self) -> np.ndarray:
        """Of every setting that is tried, with one seed."""
        per_racer = [self.experiment.steps_per_epoch(racer) for racer in self.experiment.racers]
        return self.experiment.epochs * np.repeat(per_racer, self.budget)

    @property
    def judged_on(self) -> str:
        """Which rows decide who wins."""
        return "test" if self.measure == "test_loss" else "train"

    def sampling(self, racer: int) -> Sampling:
        """What is tried for one racer."""
        return Sampling(
            experiment=self.experiment,
            racer=racer,
            rates=self.rates.get(self.experiment.racers[racer].optimizer),
            n=self.budget,
            method=self.method,
            seeds=self.tuning_seeds,
            tolerance=self.tolerance,
            measure=self.measure,
        )
