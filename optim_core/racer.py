"""Racer: one optimizer with its settings, checked: what an Experiment lets race."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.catalogue import OPTIMIZERS, SCHEDULES
from optim_core.checked import Checked
from optim_core.shortened import on_one_line
from optim_core.types import Optimizer, Schedule

LONGEST_LABEL = 60  # characters


def _short(label: str) -> str:
    label = on_one_line(label)
    if len(label) > LONGEST_LABEL:
        raise PydanticCustomError("label", "must have at most {most} characters", {"most": LONGEST_LABEL})
    return label


class Racer(Checked, frozen=True):
    """One optimizer with its settings."""

    optimizer: str
    hypers: dict[str, Any] = Field(default={})  # what is not given is filled in with the optimizer's defaults
    batch_size: Annotated[int | None, Field(ge=1)] = None  # instead of the experiment's
    label: Annotated[str, AfterValidator(_short)] = ""
    schedule: str = "constant"
    schedule_hypers: dict[str, Any] = Field(default={})  # filled in likewise

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, given: Any) -> Any:
        """Check optimizer, schedule and their hyperparameters, each complaint naming its field."""
        if not isinstance(given, dict):
            return given
        optimizer = _found("optimizer", given.get("optimizer"), OPTIMIZERS)
        schedule = _found("schedule", given.get("schedule", "constant"), SCHEDULES)
        return {
            **given,
            "hypers": _settings("hypers", optimizer, given),
            "schedule_hypers": _settings("schedule_hypers", schedule, given),
        }

    @model_validator(mode="after")
    def _all_rows_means_all(self) -> "Racer":
        if self.rule.full_batch and self.batch_size is not None:
            raise PydanticCustomError(
                "full_batch",
                "must be left out: {name} always takes all rows (its mini-batch form is sgd)",
                {"field": "batch_size", "got": self.batch_size, "name": self.rule.name},
            )
        return self

    @property
    def rule(self) -> Optimizer:
        """The update rule this racer follows."""
        return OPTIMIZERS[self.optimizer]


def _found(field: str, id: Any, catalogue: dict[str, Any]) -> Any:
    if str(id) not in catalogue:
        raise PydanticCustomError(
            "choice", "must be one of {allowed}", {"field": field, "got": id, "allowed": ", ".join(catalogue)}
        )
    return catalogue[str(id)]


def _settings(field: str, owner: Optimizer | Schedule, racer: dict[str, Any]) -> dict[str, float]:
    """All hyperparameters of the owner, checked one by one so that a complaint can name its field."""
    given = racer.get(field, {})
    if not isinstance(given, dict):
        raise PydanticCustomError("hypers", "must map names to numbers", {"field": field, "got": given})
    for name, value in given.items():
        try:
            owner.settings(**{str(name): value})
        except ValueError as error:
            raise PydanticCustomError(
                "hyper", "{why}", {"field": f"{field}.{name}", "why": str(error).removeprefix(f"{name}: ")}
            ) from None
    return owner.settings(**given)
