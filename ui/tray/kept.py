"""What a tray holds: questions with names, as one file. Their answers can be computed again at any time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from optim_core.complaints import complaints, shortened
from optim_core.experiment import Experiment
from optim_core.own_data import published
from ui.sweep.plan import Plan

MOST = 20
LARGEST = 200_000  # bytes; 20 races of eight racers have some 60,000
LONGEST_NAME = 60
KIND = "descent-lab-tray"


@dataclass(frozen=True)
class Kept:
    """A race, or a sweep of one of its racers."""

    id: int
    name: str
    experiment: Experiment
    sweep: str = ""  # as a link has its Plan; nothing: the race itself
    picture: str = ""  # a small SVG

    @property
    def settings(self) -> str:
        """In a few words: "Adam, lr 320; SGD, lr 0.1", or what is swept."""
        if self.sweep:
            plan = Plan.from_text(self.sweep, self.experiment)
            axes = " × ".join(axis.to_text() for axis in (plan.x, plan.y) if axis)
            drawn = ", ".join(plan.drawn) or "all settings"
            what = axes if plan.kind == "map" else f"{plan.n} samples of {drawn}"
            return f"sweep of {self.experiment.names[plan.racer]}: {what}"
        racers = zip(self.experiment.names, self.experiment.racers, strict=True)
        return "; ".join(f"{name.split(', lr')[0]}, lr {racer.hypers['lr']:g}" for name, racer in racers)


def to_file(tray: Iterable[Kept]) -> str:
    """All of it as JSON."""
    results = [
        {
            "name": kept.name,
            "experiment": published(kept.experiment).model_dump(mode="json"),
            **({"sweep": kept.sweep} if kept.sweep else {}),
        }
        for kept in tray
    ]
    return json.dumps({"kind": KIND, "version": 1, "results": results}, indent=1)


def from_file(text: str | bytes) -> list[tuple[str, Experiment, str]]:
    """Names, experiments and sweeps of such a file. ValueError says what is wrong with it, and where."""
    if len(text) > LARGEST:
        raise ValueError(f"a tray has at most {LARGEST:,} bytes, this file has {len(text):,}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON") from None
    if not isinstance(found, dict) or found.get("kind") != KIND or not isinstance(found.get("results"), list):
        raise ValueError("is no tray of this lab: download one to see how it looks")
    if len(found["results"]) > MOST:
        raise ValueError(f"holds {len(found['results'])} results, and a tray has room for {MOST}")
    return [_entry(i, entry) for i, entry in enumerate(found["results"], 1)]


def _entry(i: int, entry: Any) -> tuple[str, Experiment, str]:
    if not isinstance(entry, dict):
        raise ValueError(f"result {i}: must have a name and an experiment")
    name = str(entry.get("name") or f"Result {i}")[:LONGEST_NAME]
    sweep = entry.get("sweep", "")
    try:
        experiment = Experiment.model_validate(entry.get("experiment"))
        if sweep:
            sweep = Plan.from_text(str(sweep), experiment).to_text()
    except ValidationError as error:
        raise ValueError(f"result {i}, {shortened(name)}: {complaints(error)[0]}") from None
    except ValueError as error:
        raise ValueError(f"result {i}, {shortened(name)}: {error}") from None
    return name, experiment, str(sweep)
