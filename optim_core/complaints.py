"""What is wrong with an Experiment, in words: which field, what it got, what is allowed."""

from typing import Any, NamedTuple

from pydantic import ValidationError

from optim_core.kinds import CHOICES
from optim_core.shortened import got

# For what Pydantic says in the words of a programmer.
WORDS = {
    "extra_forbidden": "there is no such field",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "tuple_type": "must be numbers set apart by commas",
    "json_invalid": "not an Experiment as JSON: {error}",
    "missing": "is missing",
    "too_short": "must hold at least {min_length}",
    "too_long": "must hold at most {max_length}",
    "greater_than": "must be above {gt:.10g}",
    "greater_than_equal": "must be at least {ge:.10g}",
    "less_than": "must be below {lt:.10g}",
    "less_than_equal": "must be at most {le:.10g}",
    "finite_number": "must be a finite number",
    "string_too_long": "must have at most {max_length} characters",
}


class Complaint(NamedTuple):
    """One thing that is wrong."""

    path: tuple[str | int, ...]  # the field, from the outside in: ("racers", 0, "hypers", "lr")
    why: str

    def beside(self, field: str | int) -> str:
        """As it is said at the control of this field: only another one is named."""
        if not self.path or field in self.path:
            return self.why
        return f"{str(self.path[-1]).replace('_', ' ')} {self.why}"

    def __str__(self) -> str:
        field = ".".join(str(part)[:40] for part in self.path)
        return f"{field}: {self.why}" if field else self.why


def complaints(error: ValidationError) -> list[Complaint]:
    """Every complaint of a failed check of an Experiment, without those that only follow from others."""
    found = [_complaint(detail) for detail in error.errors(include_url=False)]
    return [one for one in found if not any(_inside(other.path, one.path) for other in found)]


def _inside(path: tuple[str | int, ...], outer: tuple[str | int, ...]) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _complaint(detail: Any) -> Complaint:
    context = detail.get("ctx", {})
    path = tuple(part for i, part in enumerate(detail["loc"]) if not (i == 1 and part in CHOICES))
    if field := context.get("field"):
        path += tuple(int(part) if part.isdigit() else part for part in field.split("."))
    why = detail["msg"].removeprefix("Value error, ").replace("Input should", "must")
    if words := WORDS.get(detail["type"]):
        why = words.format(**context)
    came = context.get("got", context.get("actual_length", detail["input"]))
    told = detail["type"] in ("hyper", "json_invalid", "steps")  # has words that say what it got, or where
    if not told and not isinstance(came, dict):
        why += f", {got(came)}"
    return Complaint(path, why)
