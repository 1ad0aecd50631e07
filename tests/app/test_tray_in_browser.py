"""The tray in a real browser: a race is kept, lies over a changed one where it ran, and is opened again."""

import re

import pytest
from playwright.sync_api import expect

from optim_core import run
from tests.app.lab import Lab

ENDS = ".stage-landscape .stage-beside-end"
PATHS = ".stage-landscape .stage-beside path:not(.stage-beside-end)"
NAMES = ".stage-landscape .stage-beside-name"
FIRST = "first try"


def tray(lab: Lab) -> None:
    """Opened, if it is not yet."""
    keep = lab.page.get_by_role("button", name="Keep this result")
    if not keep.is_visible():
        lab.page.get_by_role("button", name="Tray", exact=True).click()
    keep.wait_for()
    lab.idle()


def press(lab: Lab, name: str) -> None:
    tray(lab)
    lab.page.get_by_test_id("stPopoverBody").get_by_role("button", name=name, exact=True).click()
    lab.idle()


def test_a_kept_race_lies_over_another_where_it_ran_and_comes_back(lab: Lab) -> None:
    lab.open("epochs=3&racer=adam;lr=200&racer=sgd;lr=0.1")
    kept = lab.experiment()
    tray(lab)
    lab.page.get_by_role("textbox", name="Name").fill(FIRST)
    press(lab, "Keep this result")
    expect(lab.page.get_by_text(FIRST)).to_be_visible()
    lab.page.keyboard.press("Escape")
    lab.learn_at(50)
    assert lab.places(ENDS) == []

    press(lab, "Lay over")
    lab.wait_for(lambda: len(lab.places(ENDS)) == 2)
    frame = lab.frame()
    ends = [frame.data(*place[0]) for place in lab.places(ENDS)]
    for end, each in zip(ends, run(kept).runs, strict=True):
        assert end == pytest.approx(tuple(each.path[-1]), abs=(frame.x[1] - frame.x[0]) / 200)
    dashes = lab.stage.locator(PATHS).evaluate_all(
        "(paths) => paths.map((p) => getComputedStyle(p).strokeDasharray)"
    )
    assert dashes == ["1px, 3px"] * 2, "dotted, so that colour is not the only sign"
    assert any("Adam" in text for text in lab.stage.locator(NAMES).all_text_contents())
    expect(lab.figure(0).get_by_role("img").first).to_have_attribute(
        "aria-label", re.compile(f"kept as {FIRST}")
    )
    assert lab.experiment().racers[0].hypers["lr"] == 50, "what lies over it changes nothing"

    press(lab, "Lift off")
    lab.wait_for(lambda: lab.places(ENDS) == [])
    press(lab, "Open")
    lab.expect_link("racer=adam;lr=200")  # on its way there the address says nothing for a moment
    lab.wait_for(lambda: lab.experiment() == kept)
