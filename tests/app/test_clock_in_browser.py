"""The clock in a real browser: everything on the page shows one and the same moment."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from optim_core import Experiment
from optim_core.link import to_link
from tests.app.lab import CONTOURS, LAST, Lab, expected, number
from ui.stage.clock import Clock

PIXEL = 1.5  # marks are placed to a tenth, axes to a fraction
LONG = to_link(Experiment.preset("adam_crawls"))  # three racers of 25,000 steps


def assert_one_moment(lab: Lab) -> None:
    """Label, readout, heads, cursor and fitted lines agree with the result, and so with each other."""
    result, tick = lab.result(), lab.tick()
    steps = expected(result, tick)
    frame, fit = lab.frame(), lab.frame(2)
    heads, lines = lab.heads(), lab.lines()
    assert any(heads)
    assert any(lines)
    for i, (each, row) in enumerate(zip(result.runs, lab.readout(), strict=True)):
        m, b = each.path[steps[i]]
        assert number(row["step"]) == steps[i]
        assert number(row["m"]) == pytest.approx(m, rel=1e-5)
        assert number(row["b"]) == pytest.approx(b, rel=1e-5)
        assert number(row["above the best"]) == pytest.approx(each.gap[steps[i]], rel=1e-5)
        if head := heads[i]:
            assert np.allclose(frame.pixel(*head), frame.pixel(m, b), atol=PIXEL)
        if line := lines[i]:
            slope, intercept = result.surface.raw_line(m, b)
            for x, y in line:
                assert np.allclose(fit.pixel(x, y), fit.pixel(x, slope * x + intercept), atol=PIXEL)
    epoch = float(Clock.of(result).epochs(np.array([tick]))[0])
    loss = lab.frame(1)
    assert loss.pixel(lab.cursor(), 0)[0] == pytest.approx(loss.pixel(epoch, 0)[0], abs=PIXEL)
    found = re.search(r"epoch ([\d.,]+)", lab.label().inner_text())
    assert found is not None
    assert 0 <= epoch - number(found[1]) + 1e-6 < 0.1 + 2e-6  # an epoch is not over before its end


def test_buttons_keys_slider_and_curves_move_everything_to_the_same_moment(lab: Lab) -> None:
    lab.open()
    assert lab.tick() == LAST
    assert_one_moment(lab)
    lab.button("To the start").click()
    lab.expect_tick(0)
    assert_one_moment(lab)
    for tick in (1, 2, 3):
        lab.button("One step forward").click()
        lab.expect_tick(tick)
        assert_one_moment(lab)
    lab.button("One step back").click()
    lab.expect_tick(2)
    lab.scrub(0.5)
    assert 0 < lab.tick() < LAST
    assert_one_moment(lab)
    for key, tick in (
        ("End", LAST),
        ("ArrowRight", LAST),
        ("ArrowLeft", LAST - 1),
        ("Home", 0),
        ("ArrowLeft", 0),
    ):
        lab.scrubber().press(key)
        lab.expect_tick(tick)
    assert_one_moment(lab)
    lab.button("To the end").click()
    lab.expect_tick(LAST)
    frame = lab.frame(1)
    lab.page.mouse.click(*frame.pixel(5, sum(frame.y) / 2))
    lab.wait_for(lambda: lab.tick() != LAST)
    assert lab.cursor() == pytest.approx(5, abs=0.2)
    assert_one_moment(lab)


def test_the_keys_work_wherever_the_focus_is_and_a_screen_reader_is_told(lab: Lab) -> None:
    lab.open()
    frame = lab.frame(2)
    lab.page.mouse.click(frame.left + frame.width / 2, frame.top + frame.height / 2)
    for key, tick in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", LAST)):
        lab.page.keyboard.press(key)
        lab.expect_tick(tick)
    lab.page.keyboard.press("Space")
    lab.button("Pause").wait_for()
    lab.page.keyboard.press("Space")
    lab.button("Play").wait_for()
    assert_one_moment(lab)
    lab.page.keyboard.press("Home")
    lab.page.keyboard.press("ArrowRight")
    assert_said(lab, 1)


def test_single_steps_far_from_the_start_are_exact(lab: Lab) -> None:
    lab.open(LONG)
    lab.expect_tick(25_000)
    lab.button("One step back").click()
    lab.expect_tick(24_999)
    assert_one_moment(lab)
    lab.scrub(0.7)
    there = lab.tick()
    assert 5_000 < there < 20_000
    for tick in (there + 1, there + 2, there + 1, there, there - 1, there - 2):
        lab.button("One step forward" if tick > lab.tick() else "One step back").click()
        lab.expect_tick(tick)
        assert_one_moment(lab)
    lab.scrub(0.5)
    here = lab.tick()
    for tick in range(here + 1, here + 300):  # across the edge of what was fetched
        lab.page.keyboard.press("ArrowRight")
        if tick % 50 == 0:
            lab.expect_tick(tick)
    lab.expect_tick(here + 299)
    assert_one_moment(lab)


def test_playing_moves_on_and_pausing_stops_where_it_is(lab: Lab) -> None:
    lab.open()
    lab.button("To the start").click()
    lab.expect_tick(0)
    lab.button("Play").click()
    lab.wait_for(lambda: lab.tick() > 3)
    lab.button("Pause").click()
    lab.button("Play").wait_for()
    paused = lab.tick()
    assert 3 < paused < LAST
    assert_one_moment(lab)
    lab.button("One step forward").click()
    lab.expect_tick(paused + 1)
    lab.button("Play").click()
    lab.stage.get_by_role("combobox", name="Speed").select_option("4×")
    lab.expect_tick(LAST)
    lab.button("Play").wait_for()
    assert_one_moment(lab)
    lab.button("Play").click()
    lab.wait_for(lambda: lab.tick() < LAST)


def colours(lab: Lab) -> int:
    """How many colours fill a good part of the landscape each."""
    left, top, width, height, *_ = lab.frame()
    shot = lab.page.screenshot(clip={"x": left, "y": top, "width": width, "height": height})
    counts = Image.open(io.BytesIO(shot)).convert("RGB").getcolors(1 << 24) or []
    return sum(count > 0.02 * width * height for count, _ in counts)


def test_the_contour_is_there_all_the_time(lab: Lab) -> None:
    lab.open(LONG)
    still = colours(lab)
    assert still >= 4
    lab.button("To the start").click()
    lab.stage.get_by_role("combobox", name="Speed").select_option("0.25×")
    lab.button("Play").click()
    for share in (0.02, 0.05, 0.08):
        lab.wait_for(lambda share=share: lab.tick() >= 25_000 * share**2)
        assert lab.stage.locator(CONTOURS).count() >= 5
        assert abs(colours(lab) - still) <= 1
    assert lab.button("Pause").is_visible()


def test_fast_clicking_breaks_nothing(lab: Lab) -> None:
    lab.open()
    lab.click_fast("Play", 20)
    expect(lab.button("Play")).to_be_visible()
    lab.click_fast("One step back", 25)
    lab.button("To the start").dblclick()
    lab.expect_tick(0)
    lab.click_fast("One step forward", 25)
    lab.expect_tick(25)
    assert_one_moment(lab)


def assert_said(lab: Lab, tick: int) -> None:
    """What a screen reader is told at this tick, in the first epoch, is what is shown."""
    said = lab.stage.get_by_role("status").filter(has_text="Loss above the best")
    expect(said).to_have_text(re.compile(rf"^Step {tick}, epoch 0\.\d\."))
    result = lab.result()
    for each, name, step in zip(result.runs, result.names, expected(result, tick), strict=True):
        gap = each.gap[step]
        found = re.search(rf"{name} ([\d,.×10⁰¹²³⁴⁵⁶⁷⁸⁹]+?)[,.]?(?: |$)", said.inner_text())
        assert found is not None
        assert number(found[1]) == pytest.approx(gap, rel=6e-3)
