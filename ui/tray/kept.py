"""What a tray holds: questions with names, as one file. Their answers can be computed again at any time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.own_data import published
from optim_core.shortened import shortened
from ui.tray.questions import PAGES, RACE, question, settings
from ui.tray.thumbnail import Thumbnail

MOST = 20
LARGEST = 300_000  # bytes; 20 races of eight racers have some 150,000
LONGEST_NAME = 60
KIND = "descent-lab-tray"


@dataclass(frozen=True)
class Kept:
    """A result of one of the pages."""

    id: int
    name: str
    experiment: Experiment
    page: str = RACE  # its address
    asked: str = ""  # what that page was set to, as its parameter of a link has it
    picture: Thumbnail | None = None

    @property
    def settings(self) -> str:
        """In a few words."""
        return settings(self.page, self.asked, self.experiment)

    @property
    def question(self) -> Any:
        """What has to be computed to see it again: an Experiment, or what its page makes of one."""
        return question(self.page, self.asked, self.experiment)


def to_file(tray: Iterable[Kept]) -> str:
    """All of it as JSON."""
    results = [
        {
            "name": kept.name,
            "experiment": published(kept.experiment).model_dump(mode="json"),
            **({kept.page: kept.asked} if kept.asked else {}),
            **({"picture": kept.picture.told()} if kept.picture else {}),
        }
        for kept in tray
    ]
    return json.dumps({"kind": KIND, "version": 1, "results": results}, indent=1)


def from_file(text: str | bytes) -> list[Kept]:
    """What is in such a file, numbered from 1. ValueError says what is wrong with it, and where."""
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


def _entry(i: int, entry: Any) -> Kept:
    if not isinstance(entry, dict):
        raise ValueError(f"result {i}: must have a name and an experiment")
    name = str(entry.get("name") or f"Result {i}")[:LONGEST_NAME]
    page = next((page for page in PAGES if entry.get(page)), RACE)
    try:
        experiment = Experiment.model_validate(entry.get("experiment"))
        picture = Thumbnail.read(entry["picture"]) if "picture" in entry else None
        kept = Kept(i, name, experiment, page, str(entry.get(page, "")), picture)
        kept.question  # noqa: B018
    except ValidationError as error:
        raise ValueError(f"result {i}, {shortened(name)}: {complaints(error)[0]}") from None
    except ValueError as error:
        raise ValueError(f"result {i}, {shortened(name)}: {error}") from None
    return kept
