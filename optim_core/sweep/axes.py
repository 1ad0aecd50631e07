"""One axis of a sweep: which setting changes, from where to where, in how many values."""

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.experiment import Experiment
from optim_core.racer import Racer

BATCH_SIZE = "batch_size"
MOST_VALUES = 100
FORM = "lr=1e-4:1:log:20 (name = from : to : log or linear : how many values)"


class Axis(BaseModel, frozen=True):
    """Values of one setting: a hyperparameter of the racer, by its name, or batch_size."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    name: str
    low: float
    high: float
    scale: Literal["linear", "log"] = "linear"
    n: Annotated[int, Field(ge=2, le=MOST_VALUES)] = 20

    @model_validator(mode="after")
    def _is_a_range(self) -> "Axis":
        if self.scale == "log" and self.low <= 0:
            raise PydanticCustomError(
                "log_of_zero",
                "must be above 0 on a log axis, which cannot reach 0",
                {"field": "low", "got": self.low},
            )
        if self.low >= self.high:
            raise PydanticCustomError(
                "empty_range",
                "must be above the {low} that the range starts from",
                {"field": "high", "got": self.high, "low": f"{self.low:g}"},
            )
        if self.name == BATCH_SIZE:
            for field in ("low", "high"):
                if getattr(self, field) != int(getattr(self, field)):
                    raise PydanticCustomError(
                        "whole",
                        "must be a whole number of rows",
                        {"field": field, "got": getattr(self, field)},
                    )
        return self

    @property
    def values(self) -> np.ndarray:
        """The values in ascending order, both ends included: (n,).

        A batch size is rounded to whole rows; where two become the same there is one value less.
        """
        spaced = (np.geomspace if self.scale == "log" else np.linspace)(self.low, self.high, self.n)
        return np.unique(np.rint(spaced)) if self.name == BATCH_SIZE else spaced

    def check(self, place: str, experiment: Experiment, racer: Racer) -> None:
        """Is this an axis for that racer? Raises PydanticCustomError naming the field inside `place`."""
        if self.name == BATCH_SIZE:
            return self._check_batch_size(place, experiment, racer)
        hyper = racer.rule.hypers.get(self.name)
        if hyper is None:
            raise PydanticCustomError(
                "axis",
                "must be a setting of {racer}: {allowed}",
                {
                    "field": f"{place}.name",
                    "got": self.name,
                    "racer": racer.rule.name,
                    "allowed": ", ".join([*racer.rule.hypers, BATCH_SIZE]),
                },
            )
        for field in ("low", "high"):
            try:
                hyper.check(getattr(self, field))
            except ValueError as error:
                raise PydanticCustomError(
                    "hyper", "{why}", {"field": f"{place}.{field}", "why": f"{self.name} {error}"}
                ) from None
        return None

    def _check_batch_size(self, place: str, experiment: Experiment, racer: Racer) -> None:
        rows = experiment.problem.train_rows
        if racer.rule.full_batch:
            raise PydanticCustomError(
                "full_batch",
                "must be a hyperparameter: {racer} always takes all rows",
                {"field": f"{place}.name", "got": self.name, "racer": racer.rule.name},
            )
        for field in ("low", "high"):
            if not 1 <= getattr(self, field) <= rows:
                raise PydanticCustomError(
                    "batch_size",
                    "must be from 1 to the {rows} training rows",
                    {"field": f"{place}.{field}", "got": getattr(self, field), "rows": rows},
                )

    def to_text(self) -> str:
        """As the command takes it: "lr=0.0001:1.0:log:20"."""
        return f"{self.name}={self.low!r}:{self.high!r}:{self.scale}:{self.n}"

    @staticmethod
    def fields_of(text: str) -> dict[str, Any]:
        """The fields that such a text spells out, unchecked. ValueError when it has another form."""
        name, equals, range_ = text.partition("=")
        parts = [part.strip() for part in range_.split(":")]
        if not equals or len(parts) != 4:
            raise ValueError(f"must look like {FORM}, got {text[:60]!r}")
        low, high, scale, n = parts
        return {"name": name.strip(), "low": low, "high": high, "scale": scale, "n": n}
