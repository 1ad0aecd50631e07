"""What a seed decides, and a race over many of them, checked."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.experiment import Experiment
from optim_core.landscape import Landscape
from optim_core.run import setup_of

CHEAP = 2_000_000
"""Steps of all runs together: less than a second of work."""


class ManySeeds(BaseModel, frozen=True):
    """A race over many seeds: the experiment's own and those after it."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    experiment: Experiment
    count: Annotated[
        int,
        Field(
            ge=2,
            le=100,
            title="seeds",
            description="How often the race is run: with the experiment's own seed and those after it.",
        ),
    ] = 20

    @model_validator(mode="after")
    def _counts_no_further(self) -> "ManySeeds":
        if self.experiment.seed + self.count > 2**32:
            raise PydanticCustomError(
                "seeds", "must not count past 2³²", {"field": "count", "got": self.count}
            )
        return self

    @property
    def steps(self) -> int:
        """Of all runs together, at most."""
        each = map(self.experiment.steps_per_epoch, self.experiment.racers)
        return self.count * self.experiment.epochs * sum(each)

    @property
    def cheap(self) -> bool:
        """Is it done in about a second?"""
        return self.steps <= CHEAP


def decided_by_seed(experiment: Experiment) -> list[str]:
    """What another seed would change, in words; nothing where every seed gives the same race."""
    surface: Landscape = setup_of(experiment).surface
    found = []
    if surface.on_rows:
        found.append("which rows are for training and which for testing")
    if experiment.start is None and surface.start is None:
        found.append("where the race starts")
    if surface.on_rows and any(
        experiment.batch_of(racer) < experiment.problem.train_rows for racer in experiment.racers
    ):
        found.append("which rows are in each mini-batch")
    if getattr(experiment.problem, "noise", 0.0):
        found.append("the noise on every slope")
    return found
