"""The palette: every racer can be told apart, on every ground it is drawn on."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from ui.palette import LANDSCAPE, RACERS, Look

THEMES = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]


def luminance(color: str) -> float:
    """Relative luminance as WCAG defines it.

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """
    >>> contrast("#ffffff", "#000000")
    21.0
    """
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("look", RACERS, ids=lambda look: look.light)
def test_every_racer_stands_out_from_the_page_and_from_all_of_the_landscape(look: Look, theme: str) -> None:
    color = getattr(look, theme)
    grounds = [
        THEMES[theme]["backgroundColor"],
        THEMES[theme]["secondaryBackgroundColor"],
        *LANDSCAPE[theme].fills,
    ]
    assert min(contrast(color, ground) for ground in grounds) >= 3


@pytest.mark.parametrize("look", RACERS, ids=lambda look: look.light)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_racers_name_in_its_colour_can_be_read_on_the_page(look: Look, theme: str) -> None:
    assert contrast(getattr(look, theme), THEMES[theme]["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("trait", ["light", "dark", "dash", "symbol"])
def test_no_two_racers_share_a_colour_a_dash_or_a_symbol(trait: str) -> None:
    assert len({getattr(look, trait) for look in RACERS}) == len(RACERS) == 8


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contour_lines_stand_out_from_all_of_the_landscape(theme: str) -> None:
    colors = LANDSCAPE[theme]
    assert min(contrast(colors.lines, fill) for fill in colors.fills) >= 3.5


@pytest.mark.parametrize(("theme", "sign"), [("light", -1), ("dark", 1)])
def test_the_landscape_rises_from_the_page_step_by_step(theme: str, sign: int) -> None:
    tints = [luminance(color) for color in LANDSCAPE[theme].fills]
    assert all(sign * (above - below) > 0 for below, above in pairwise(tints))
    assert contrast(LANDSCAPE[theme].fills[0], THEMES[theme]["backgroundColor"]) < 1.2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_links_can_be_read(theme: str) -> None:
    colors = THEMES[theme]
    for ground in (
        colors["backgroundColor"],
        colors["secondaryBackgroundColor"],
        *colors["sidebar"].values(),
    ):
        assert contrast(colors["textColor"], ground) >= 4.5
        assert contrast(colors["linkColor"], ground) >= 4.5
        assert contrast(colors["primaryColor"], ground) >= 3
