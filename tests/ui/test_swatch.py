"""The swatch: a racer's colour and dash as a piece of HTML."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from ui.palette import RACERS, Look
from ui.swatch import swatch


def line(look: Look) -> ElementTree.Element:
    """The path drawn in the swatch's mask; parsing it proves it well formed."""
    found = re.search(r"url\('data:image/svg\+xml,([^']+)'\)", swatch(look))
    assert found is not None
    [path] = ElementTree.fromstring(unquote(found[1]))
    return path


@pytest.mark.parametrize("look", RACERS, ids=lambda look: look.light)
def test_it_has_the_racers_colour_in_light_and_in_dark(look: Look) -> None:
    assert f"light-dark({look.light},{look.dark})" in swatch(look)


@pytest.mark.parametrize("look", RACERS, ids=lambda look: look.light)
def test_its_dash_is_a_list_of_lengths(look: Look) -> None:
    dash = line(look).attrib["stroke-dasharray"]
    assert re.fullmatch(r"|\d+(,\d+)+", dash)
    assert (dash == "") == (look.dash == "solid")


def test_no_two_look_alike() -> None:
    assert len({line(look).attrib["stroke-dasharray"] for look in RACERS}) == len(RACERS)


def test_it_survives_inside_an_attribute() -> None:
    for look in RACERS:
        [span] = re.findall(r"<span style=\"([^\"]*)\"></span>", swatch(look))
        assert "<" not in span
