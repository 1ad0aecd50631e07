"""Far from the server, where an answer takes a quarter of a second: no change gets lost on the way."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from optim_core import Experiment
from tests.app.lab import Lab
from tests.app.slow_line import slow_line

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DELAY = 0.12  # seconds, each way


@pytest.fixture
def far_lab(browser: "Browser", server: str) -> Iterator[Lab]:
    with slow_line(server, DELAY) as address:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
        yield Lab(context.new_page())
        context.close()


def settle(lab: Lab) -> list[float]:
    """All learning rates once nothing changes any more."""
    lab.page.wait_for_timeout(1000 * 6 * DELAY)
    lab.idle()
    lab.page.wait_for_timeout(1000 * 3 * DELAY)
    return [racer.hypers["lr"] for racer in lab.experiment().racers]


def test_two_quick_changes_both_count(far_lab: Lab) -> None:
    far_lab.open()
    sliders = far_lab.page.get_by_role("slider", name="learning rate")
    for i in (0, 1):
        sliders.nth(i).press("ArrowRight")
        far_lab.page.wait_for_timeout(100)
    rates = settle(far_lab)
    first = [racer.hypers["lr"] for racer in Experiment.preset("own_best").racers]
    assert rates[0] > first[0]
    assert rates[1] > first[1]
    assert rates[2:] == first[2:]
    shown = [float(sliders.nth(i).get_attribute("aria-valuetext") or 0) for i in range(5)]
    assert shown == rates
    assert far_lab.page.get_by_role("combobox", name="Scenario").input_value() == ""


def test_a_slider_does_not_fall_back_while_it_is_walked(far_lab: Lab) -> None:
    far_lab.open()
    slider = far_lab.page.get_by_role("slider", name="learning rate").first
    slider.focus()
    values = []
    for _ in range(6):
        far_lab.page.keyboard.press("ArrowRight")
        far_lab.page.wait_for_timeout(260)
        values.append(float(slider.get_attribute("aria-valuetext") or 0))
    assert values == sorted(set(values))
    assert settle(far_lab)[0] == values[-1]


def test_a_typed_value_survives_the_closing_of_its_window(far_lab: Lab) -> None:
    far_lab.open()
    far_lab.details()
    far_lab.type("learning rate", 0.123)
    far_lab.page.wait_for_timeout(60)
    far_lab.close_details()
    assert settle(far_lab)[0] == 0.123
