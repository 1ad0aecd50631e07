"""An Experiment as the query of a link, short enough to read and to edit by hand.

`v=1&x=carat&rows=10000&…&seed=42&epochs=100&batch_size=32&racer=adam;lr=100;beta1=0.9;…;schedule=cosine;schedule.low=0.1`
"""

from collections.abc import Mapping
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from cachetools import LRUCache, cached
from pydantic import ValidationError

from optim_core.complaints import Complaint, complaints
from optim_core.experiment import MOST_RACERS, Experiment
from optim_core.kinds import CHOICES
from optim_core.shortened import got, shortened

VERSION = "1"
NONE = "none"
_RACER_FIELDS = ("batch_size", "label")
_PROBLEM_FIELDS = [*dict.fromkeys(name for choice in CHOICES.values() for name in choice.model_fields)]
_WHOLE = ("problem", "racers")  # fields of an Experiment that a link takes apart
_NOT_IN_LINKS = "is no field of a link: its parts are, as in racer=adam;lr=0.1 or x=carat"
MOST_NOTES = 40
_MOST_TRIES = 80  # at mending; nearly all links need none
_SCHEDULE = "schedule."  # before the name of a schedule's hyperparameter


@cached(LRUCache(64), key=Experiment.to_json, lock=Lock())
def to_link(experiment: Experiment) -> str:
    """The Experiment as a query string. Every value is written, so that no new default can change it."""
    values = experiment.model_dump()
    problem, racers = values.pop("problem"), values.pop("racers")
    flat = {name: _text(value) for name, value in (problem | values).items()}
    pairs = [("v", VERSION), *flat.items(), *(("racer", _racer_text(racer)) for racer in racers)]
    return urlencode(pairs, safe=";=,:")


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_text, value))
    if isinstance(value, dict):
        return ";".join(f"{name}={each}" for name, each in value.items())
    return NONE if value is None else str(value)


def _racer_text(racer: dict[str, Any]) -> str:
    own = {name: racer[name] for name in _RACER_FIELDS if racer[name]}
    if racer["schedule"] != "constant":
        own["schedule"] = racer["schedule"]
        own |= {f"{_SCHEDULE}{name}": value for name, value in racer["schedule_hypers"].items()}
    parts = {**racer["hypers"], **own}
    return ";".join(
        [racer["optimizer"], *(f"{name}={quote(str(value), safe='')}" for name, value in parts.items())]
    )


def from_link(query: str | Mapping[str, list[str]]) -> Experiment:
    """The Experiment of such a query. Raises pydantic.ValidationError naming every impossible field."""
    return Experiment.model_validate(_fields(_given(query)))


def mended(query: str | Mapping[str, list[str]], fallback: Experiment) -> tuple[Experiment, list[Complaint]]:
    """The Experiment of a query, with what is impossible in it replaced by the fallback's value or,
    inside a racer, by its optimizer's default; and a complaint for each such value, and for what is
    given twice."""
    given = _given(query)
    default = fallback.model_dump()
    strangers = _strangers(given)
    notes = [*_given_twice(given), *strangers.values()]
    given = {name: values for name, values in given.items() if name not in strangers}
    fields = {**default, **_fields(given)}
    asked = fields["problem"] if isinstance(fields["problem"], dict) else {}
    kind = asked.get("kind", default["problem"]["kind"])
    if kind != default["problem"]["kind"]:  # another kind's values would not be understood
        default["problem"] = CHOICES[kind]().model_dump() if kind in CHOICES else default["problem"]
    if isinstance(fields["problem"], dict):
        own = default["problem"]
        if fields["problem"].get("data", own.get("data")) != own.get("data"):  # other data have other columns
            own = {name: value for name, value in own.items() if name not in ("x", "y", "rows")}
        fields["problem"] = {**own, **fields["problem"]}
        default["problem"] = own
    if "v" in given and "racer" not in given:
        notes.append(Complaint(("racers",), "the link has none; here are others"))
    numbers = list(range(len(given.get("racer", []))))
    for _ in range(_MOST_TRIES):
        try:
            return Experiment.model_validate(fields), _few(notes)
        except ValidationError as error:
            complaint = complaints(error)[0]
        if _halved(fields, default, complaint.path):
            continue
        racers, count = fields["racers"], len(fields["racers"])
        done = _mend(fields, default, complaint.path)
        left_out = fields["racers"] is racers and len(racers) < count
        notes.append(_as_given(complaint, numbers, left_out))
        if not done:
            break
    return fallback, [*_few(notes), Complaint((), "too much is wrong to mend it: nothing of it is used")]


def _few(notes: list[Complaint]) -> list[Complaint]:
    """As many as somebody may read."""
    more = len(notes) - MOST_NOTES
    return [*notes[:MOST_NOTES], Complaint((), f"and {more:,} more")] if more > 0 else notes


def _halved(fields: dict[str, Any], default: dict[str, Any], path: tuple[str | int, ...]) -> bool:
    """What is the fallback's own may still be too much for the rest of the query."""
    match path:
        case ("batch_size" | "epochs" as name,) if fields[name] == default[name] > 1:
            fields[name] = default[name] = default[name] // 2
            return True
    return False


def _as_given(complaint: Complaint, numbers: list[int], left_out: bool) -> Complaint:
    """With the number that the racer has in the query, whoever before it was left out; and whether it is."""
    match complaint.path:
        case ("racers", int(i), *inner) if i < len(numbers):
            path = ("racers", numbers.pop(i) if left_out else numbers[i], *inner)
            return Complaint(path, complaint.why + ("; this racer is left out" if left_out else ""))
    return complaint


def _mend(fields: dict[str, Any], default: dict[str, Any], path: tuple[str | int, ...]) -> bool:
    """Take the value at path out, or put the default back. False when there is nothing left to mend."""
    match path:
        case ("racers", int(i), *inner) if isinstance(fields["racers"], list):
            racer = fields["racers"][i]
            if len(inner) > 1 and inner[0] in ("hypers", "schedule_hypers") and inner[1] in racer[inner[0]]:
                del racer[inner[0]][inner[1]]
            elif inner == ["schedule"]:
                del racer["schedule"], racer["schedule_hypers"]
            elif inner and inner[0] in racer and inner[0] != "optimizer":
                del racer[inner[0]]
            else:
                del fields["racers"][i]
        case ("racers", *_):
            if fields["racers"] == default["racers"]:
                return False
            too_many = isinstance(fields["racers"], list) and len(fields["racers"]) > MOST_RACERS
            fields["racers"] = fields["racers"][:MOST_RACERS] if too_many else default["racers"]
        case ("problem", "y") if (
            fields["problem"].get("x") == fields["problem"]["y"] == default["problem"]["y"]
        ):
            fields["problem"]["y"] = default["problem"]["x"]  # the two columns have changed places
        case ("problem", str(name), *_) if isinstance(fields["problem"], dict):
            return _put_back(fields["problem"], default["problem"], name)
        case (str(name), *_):
            return _put_back(fields, default, name)
        case _:
            return False
    return True


def _put_back(fields: dict[str, Any], default: dict[str, Any], name: str) -> bool:
    if name not in default:
        return fields.pop(name, None) is not None
    if fields[name] == default[name]:
        return False
    fields[name] = default[name]
    return True


def _fields(given: Mapping[str, list[str]]) -> dict[str, Any]:
    """The arguments of Experiment that a query spells out, unchecked."""
    fields: dict[str, Any] = {}
    problem: dict[str, Any] = {}
    for name, values in given.items():
        if name == "racer":
            fields["racers"] = [_racer_fields(text) for text in values]
        elif name != "v":
            (problem if name in _PROBLEM_FIELDS else fields)[name] = _value(name, values[-1])
    return {**fields, **({"problem": problem} if problem else {})}


def _given(query: str | Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    return parse_qs(query.removeprefix("?"), keep_blank_values=True) if isinstance(query, str) else query


def _strangers(given: Mapping[str, list[str]]) -> dict[str, Complaint]:
    """What is no field of any link, with the complaint about it."""
    fields = [*_PROBLEM_FIELDS, *(name for name in Experiment.model_fields if name not in _WHOLE), "racer"]
    why = f"there is no such field; there are {', '.join(fields)}"
    return {
        name: Complaint((name,), _NOT_IN_LINKS if name in _WHOLE else f"{why}, {got(values[-1])}")
        for name, values in given.items()
        if name not in (*fields, "v")
    }


def _given_twice(given: Mapping[str, list[str]]) -> list[Complaint]:
    """Of fields, and of the names inside each racer."""
    insides = [parse_qs(text.partition(";")[2], True, separator=";") for text in given.get("racer", [])]
    fields = {(name,): values for name, values in given.items() if name != "racer"}
    for i, inside in enumerate(insides):
        fields |= {("racers", i, name): values for name, values in inside.items()}
    why = "is given more than once; the last counts:"
    return [
        Complaint(path, f"{why} {shortened(values[-1])}") for path, values in fields.items() if values[1:]
    ]


def _value(name: str, text: str) -> Any:
    if name in ("start", "window") and "," in text:
        return text.split(",")
    if name == "parameters":
        return dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    return None if text == NONE and name not in _PROBLEM_FIELDS else text  # a column may be called none


def _racer_fields(text: str) -> dict[str, Any]:
    optimizer, *parts = text.split(";")
    pairs = {name: unquote(value) for name, _, value in (part.partition("=") for part in parts)}
    own = {name: pairs.pop(name) for name in (*_RACER_FIELDS, "schedule") if name in pairs}
    ours = [name for name in pairs if name.startswith(_SCHEDULE)]
    schedule_hypers = {name.removeprefix(_SCHEDULE): pairs.pop(name) for name in ours}
    return {"optimizer": optimizer, "hypers": pairs, "schedule_hypers": schedule_hypers, **own}
