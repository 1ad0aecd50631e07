"""What all parts of an Experiment share: names that do not exist, and yes or no, are refused in words."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError


class Checked(BaseModel, frozen=True):
    """A part of an Experiment."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        for name, value in given.items():
            about = {"key": str(name), "got": value}  # as it is written, dots and all
            if name not in cls.model_fields:
                raise PydanticCustomError(
                    "unknown",
                    "there is no such field; there are {allowed}",
                    {**about, "allowed": ", ".join(cls.model_fields)},
                )
            inside = value if isinstance(value, list | tuple) else [value]
            if any(isinstance(each, bool) for each in inside):
                raise PydanticCustomError("yes_or_no", "must not be yes or no", about)
        return given
