"""What is wrong with an Experiment, in words: which field, what it got, what is allowed."""

from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from optim_core.kinds import CHOICES
from optim_core.shortened import got

# For what Pydantic says in the words of a programmer.
WORDS = {
    "extra_forbidden": "there is no such field",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of fewer digits",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "tuple_type": "must be a list",
    "dict_type": "must map names to values",
    "model_type": "must map names to values",
    "model_attributes_type": "must map names to values",
    "string_type": "must be a text",
    "string_too_short": "must not be empty",
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
    return [one for one, _ in _complaints(error)]


def said_plainly(title: str, error: ValidationError) -> ValidationError:
    """The same error, whose own text names each field, what it got and what is allowed."""
    details = [
        InitErrorDetails(type=PydanticCustomError("refused", "{why}", {"why": why}), loc=path, input=came)
        for (path, why), came in _complaints(error)
    ]
    return ValidationError.from_exception_data(title, details)


def _complaints(error: ValidationError) -> list[tuple[Complaint, Any]]:
    """Each with what came."""
    found = [(_complaint(detail), detail["input"]) for detail in error.errors(include_url=False)]
    around = {one.path[:depth] for one, _ in found for depth in range(len(one.path))}
    return [each for each in found if each[0].path not in around]


def _complaint(detail: Any) -> Complaint:
    context = detail.get("ctx", {})
    if detail["type"] == "refused":
        return Complaint(detail["loc"], context["why"])
    path = tuple(part for i, part in enumerate(detail["loc"]) if not (i == 1 and part in CHOICES))
    path += (context["key"],) if "key" in context else ()
    if field := context.get("field"):
        path += tuple(int(part) if part.isdigit() else part for part in field.split("."))
    why = detail["msg"].removeprefix("Value error, ").replace("Input should", "must")
    if words := WORDS.get(detail["type"]):
        why = words.format(**context)
    came = context.get("got", context.get("actual_length", detail["input"]))
    told = detail["type"] in ("hyper", "json_invalid", "steps")  # has words that say what it got, or where
    if isinstance(came, dict) and path and path[-1] in came:
        came = came[path[-1]]
    if not told:
        why += f", {got(came)}"
    return Complaint(path, why)
