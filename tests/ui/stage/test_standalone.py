"""The standalone stage: one file, everything in it, nothing asked of a network."""

import re
from base64 import b64decode
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from optim_core import Experiment, run
from tests.ui.stage.reading import decode
from ui.results import MOST_TICKS, standalone
from ui.stage.clock import Clock
from ui.stage.scene import View

Message = tuple[dict[str, Any], dict[str, np.ndarray]]
EVIL = '</title></script><script>alert(1)</script><img src="https://evil.example/x.png">'


class Addresses(HTMLParser):
    """Collects everything the elements of a page would load, and the text of its styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.styles = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [
            value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")
        ]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "style":
            self.styles += data


def own_script(page: str) -> str:
    """The stage's part of the page, behind Plotly's."""
    return page[page.rindex('<script type="module">') :]


def messages(page: str) -> list[Message]:
    """The messages in the page's own script, the race first."""
    texts = re.findall(r'"([A-Za-z0-9+/]{200,}={0,2})"', own_script(page))
    return sorted((decode(b64decode(text)) for text in texts), key=lambda found: "racers" not in found[0])


@pytest.fixture(scope="module")
def page() -> str:
    return standalone(run(Experiment.preset("three_batches")), View("steps", "linear", "test", "loss"))


def test_the_file_loads_nothing(page: str) -> None:
    found = Addresses(page)
    assert set(found.loaded) <= {"data:,"}
    assert "script" in found.tags
    assert not re.findall(r"@import|url\((?!['\"]?data:)", found.styles)
    assert not re.findall(
        r"^\s*import\b|\bfetch\(|XMLHttpRequest|https?://(?!www\.w3\.org/)", own_script(page), re.M
    )


def test_the_race_and_the_view_are_in_it() -> None:
    result = run(Experiment.preset("own_best"))
    race, ticks = messages(standalone(result, View(scale="linear")))
    assert [racer["name"] for racer in race[0]["racers"]] == list(result.names)
    assert race[0]["view"]["scale"] == "linear"
    assert ticks[1]["tick"].tolist() == list(range(Clock.of(result).ticks + 1))


def test_a_long_race_travels_without_its_single_steps(page: str) -> None:
    [(header, _)] = messages(page)
    assert header["clock"]["ticks"] == 80_000 > MOST_TICKS


def test_names_are_text() -> None:
    name = EVIL[:60]
    racers = ({"optimizer": "gd", "label": name}, {"optimizer": "gd", "label": "[[plotly]] é"})
    page = standalone(run(Experiment.model_validate({"epochs": 2, "racers": racers})), View())
    found = Addresses(page)
    assert found.tags.count("script") == 2
    assert "img" not in found.tags
    assert "evil.example" not in "".join(found.loaded)
    assert [racer["name"] for racer in messages(page)[0][0]["racers"]] == [name, "[[plotly]] é"]
    assert page.count("[[plotly]]") == 2, "in the title and in the heading"
