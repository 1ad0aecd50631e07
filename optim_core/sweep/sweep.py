"""Sweep: one racer of an experiment under every combination of two settings, several seeds each."""

from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.experiment import Experiment
from optim_core.landscape import TOLERANCE
from optim_core.racer import Racer
from optim_core.sweep.axes import BATCH_SIZE, Axis
from optim_core.sweep.budget import check_budget
from optim_core.sweep.trials import Trials


class Sweep(BaseModel, frozen=True):
    """What is run, and what it is measured by. The same Sweep gives the same numbers, to the last bit."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    experiment: Experiment
    racer: Annotated[int, Field(ge=0)] = 0  # which of the experiment's
    x: Axis
    y: Axis | None = None
    seeds: Annotated[int, Field(ge=1, le=100)] = 1  # the experiment's own and the ones that follow it
    tolerance: Annotated[float, Field(gt=0)] = TOLERANCE  # arrived: loss at most (1 + this) · lowest
    measure: Literal["gap", "steps", "area", "train_loss", "test_loss", "diverged"] = "gap"

    @model_validator(mode="after")
    def _fits_together(self) -> "Sweep":
        if self.racer >= len(self.experiment.racers):
            raise PydanticCustomError(
                "racer",
                "must be the place of a racer, from 0 to {last}",
                {"field": "racer", "got": self.racer, "last": len(self.experiment.racers) - 1},
            )
        for place, axis in (("x", self.x), ("y", self.y)):
            if axis:
                axis.check(place, self.experiment, self.subject)
        if self.y and self.x.name == self.y.name:
            raise PydanticCustomError(
                "same_axis", "must be another setting than x", {"field": "y.name", "got": self.y.name}
            )
        rows = self.experiment.problem.train_rows
        steps = self.experiment.epochs * -(-rows // self._batch_sizes.astype(int))
        check_budget(self.experiment, steps, self.seeds)
        return self

    @property
    def subject(self) -> Racer:
        """The racer whose settings are swept."""
        return self.experiment.racers[self.racer]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Values of y (1 without it), values of x, seeds."""
        return (len(self.y.values) if self.y else 1, len(self.x.values), self.seeds)

    @property
    def runs(self) -> int:
        return int(np.prod(self.shape))

    @property
    def settings(self) -> dict[str, np.ndarray]:
        """The swept settings of every cell, x first: name → (values of y, values of x)."""
        ys = self.y.values if self.y else np.zeros(1)
        x, y = np.meshgrid(self.x.values, ys)
        return {self.x.name: x, self.y.name: y} if self.y else {self.x.name: x}

    @property
    def _batch_sizes(self) -> np.ndarray:
        own = np.full(self.shape[:2], self.experiment.batch_of(self.subject))
        return self.settings.get(BATCH_SIZE, own)

    def trials(self) -> Trials:
        """All runs, numbered as `shape` counts: seed fastest, then x, then y."""
        cells = np.prod(self.shape[:2], dtype=int)
        hypers = np.empty((cells, len(self.subject.hypers)))
        for k, (name, value) in enumerate(self.subject.hypers.items()):
            hypers[:, k] = self.settings[name].ravel() if name in self.settings else value
        seeds = self.experiment.seed + np.arange(self.seeds)
        return Trials(
            self.experiment,
            self.subject,
            np.repeat(hypers, self.seeds, axis=0),
            np.repeat(self._batch_sizes.astype(int).ravel(), self.seeds),
            np.tile(seeds, cells),
            self.tolerance,
            self._coarse_first(),
        )

    def _coarse_first(self) -> np.ndarray:
        """The order in which a picture of all runs is soon there, coarse: first seed, then the others."""
        rows, columns, seeds = self.shape
        numbers = np.arange(self.runs).reshape(self.shape)
        return numbers[np.ix_(spread(rows), spread(columns), np.arange(seeds))].transpose(2, 0, 1).ravel()

    def cell(self, i: int, j: int, seed: int = 0) -> Experiment:
        """The Experiment of one run: row i, column j, the so-manieth seed."""
        values = {name: float(cells[i, j]) for name, cells in self.settings.items()}
        racer = self.subject.model_dump()
        if BATCH_SIZE in values:
            racer[BATCH_SIZE] = int(values.pop(BATCH_SIZE))
        racer["hypers"] |= values
        fields = {**self.experiment.model_dump(), "racers": [racer], "seed": self.experiment.seed + seed}
        return Experiment.model_validate(fields)

    def to_json(self, indent: int | None = None) -> str:
        """The Sweep as JSON; every value is written."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Sweep":
        """The Sweep of such JSON. Raises pydantic.ValidationError (a ValueError)."""
        return cls.model_validate_json(text)


def spread(n: int) -> np.ndarray:
    """0 … n − 1 so that every beginning of the list is spread over the whole (van der Corput 1935).

    >>> spread(8).tolist()
    [0, 4, 2, 6, 1, 5, 3, 7]
    """
    return np.array(sorted(range(n), key=_mirrored))


def _mirrored(i: int) -> float:
    """The binary digits of i behind the point, the last one first."""
    return sum(int(bit) / 2 ** (k + 1) for k, bit in enumerate(reversed(f"{i:b}")))
