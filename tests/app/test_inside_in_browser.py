"""The Inside page in a real browser: its numbers are the core's at every step, and none is cut off."""

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from optim_core.inside import values_at
from optim_core.working import NEXT
from tests.app.lab import Lab, number

if TYPE_CHECKING:
    from playwright.sync_api import Locator

LINK = "epochs=12&batch_size=100&racer=adam;lr=200&racer=gd;lr=0.3&racer=nadam;lr=150"
WIDTHS = [390, 800, 1280, 1920]
# Everything written inside that sticks out of the page, or out of a box that hides what sticks out.
CLIPPED = """(view) => [...view.querySelectorAll(".inside-worked *, .inside-keys *")].filter((node) => {
  const { left, right, width } = node.getBoundingClientRect();
  return width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
}).map((node) => node.textContent)"""


# The symbols in each of two racers' columns, from top to bottom.
COLUMNS = """(rows) => [0, 1].map((slot) => rows.flatMap((row) => {
  const cell = [...row.children].filter((child) => child.matches(".inside-cell"))[slot];
  return [...(cell?.querySelectorAll(".inside-symbols") ?? [])].map((part) => part.textContent);
}))"""


class Inside(Lab):
    """The lab's tab on the Inside page."""

    def enter(self, link: str = LINK, at: str = "") -> "Inside":
        self.page.emulate_media(reduced_motion="reduce")
        self.page.goto(f"/inside?{link}{at and f'&at={at}'}")
        self.title().wait_for()
        self.idle()
        return self

    def title(self) -> "Locator":
        return self.stage.get_by_role("heading", name=re.compile("^Step "))

    def step(self, racer: str, step: int) -> None:
        """Wait until this step of this racer is worked out."""
        from playwright.sync_api import expect

        expect(self.title()).to_have_text(re.compile(f"Step {step:,} of {racer}"))

    def results(self) -> dict[str, list[float]]:
        """What every line of the working comes to, by its symbol; m before b."""
        rows = self.stage.locator(".inside-row").evaluate_all(
            """(rows) => rows.map((row) => [
                 row.querySelector(".inside-symbols span")?.textContent ?? "",
                 [...row.querySelectorAll(".inside-result")].map((each) => each.textContent),
               ])"""
        )
        return {symbol: [number(text) for text in texts] for symbol, texts in rows if texts}

    def expect_working(self, racer: int, step: int) -> None:
        """The page says what the core computes."""
        result = self.result()
        found = values_at(result.experiment, result.runs[racer], np.array([step]))
        shown = self.results()
        np.testing.assert_allclose(shown["xt="], found[NEXT][0], rtol=1e-5)
        np.testing.assert_allclose(shown["gm="], [found["g"][0][0], found["g"][0][1]], rtol=1e-5)
        if "v_hat" in found:
            np.testing.assert_allclose(shown["v^t="], found["v_hat"][0], rtol=1e-5)


@pytest.fixture
def inside(page) -> Inside:
    return Inside(page)


def test_stepping_scrubbing_and_pointing_explain_every_step(inside: Inside) -> None:
    inside.enter(at="0,7")
    inside.step("Adam", 7)
    inside.expect_working(0, 7)
    inside.stage.locator("[data-line]").filter(has_text="second moment").hover()
    [row] = inside.stage.locator("code.inside-current").all_inner_texts()
    assert row.strip().startswith("v = ")
    assert "running mean of g²" in inside.stage.locator(".inside-meaning").inner_text()
    inside.button("One step forward").click()
    inside.step("Adam", 8)
    inside.expect_working(0, 8)
    inside.scrubber().press("End")
    last = inside.result().runs[0].steps
    inside.step("Adam", last)
    inside.expect_working(0, last)
    inside.scrubber().press("ArrowLeft")
    inside.step("Adam", last - 1)
    inside.expect_working(0, last - 1)
    inside.expect_link(f"at=0,{last - 1}")
    inside.button("To the start").click()
    inside.stage.get_by_text("no step has been taken yet").wait_for()


def test_two_racers_lines_meet_where_they_can_and_keep_their_order(inside: Inside) -> None:
    link = "epochs=2&batch_size=400&racer=nadam;lr=150&racer=radam;lr=100"
    symbols = "(parts) => parts.map((part) => part.textContent)"
    alone = []
    for racer in (0, 1):
        inside.enter(link, at=f"{racer},9")
        alone.append(inside.stage.locator(".inside-symbols").evaluate_all(symbols))
    inside.enter(link, at="0,9,1")
    columns = inside.stage.locator(".inside-row").evaluate_all(COLUMNS)
    assert columns == alone
    both = inside.stage.locator(
        ".inside-row:not(:has(.inside-missing))", has=inside.page.locator(".inside-whose")
    )
    assert both.count() >= 5


def test_the_clock_asks_nothing_that_could_undo_a_click_on_another_page(inside: Inside) -> None:
    asked: list[object] = []
    inside.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(frame)))
    inside.enter(at="0,7")
    inside.idle()
    asked.clear()
    inside.button("One step forward").click()
    inside.step("Adam", 8)
    inside.expect_link("at=0,8")
    inside.page.wait_for_timeout(1000)
    assert not asked
    inside.page.reload()
    inside.step("Adam", 8)


def test_another_racer_beside_or_instead_is_shown_at_once(inside: Inside) -> None:
    broken: list[str] = []
    inside.page.on("pageerror", lambda error: broken.append(str(error)))
    inside.enter(at="0,7")
    inside.step("Adam", 7)
    inside.choose("Compare with", "NAdam")
    inside.step("Adam, beside step 7 of NAdam", 7)
    inside.choose("Compare with", "Gradient descent")  # whose picture has fewer arrows
    inside.step("Adam", 7)
    inside.choose("Look inside", "Gradient descent")
    inside.wait_for(lambda: "of Gradient descent" in inside.title().inner_text())
    inside.choose("Look inside", "NAdam")
    inside.wait_for(lambda: "of NAdam" in inside.title().inner_text())
    inside.button("One step forward").click()
    inside.step("NAdam", 8)
    inside.expect_working(2, 8)
    assert not broken


def test_between_the_frames_of_a_long_race_one_answer_brings_the_numbers(inside: Inside) -> None:
    inside.enter("epochs=30&batch_size=100&racer=nadam;lr=150", at="0,2001")
    inside.step("NAdam", 2001)
    inside.expect_working(0, 2001)
    inside.button("One step forward").click()
    inside.step("NAdam", 2002)
    inside.expect_working(0, 2002)


def test_a_racer_that_takes_all_rows_steps_once_an_epoch(inside: Inside) -> None:
    inside.enter(at="1,80")
    inside.step("Gradient descent", 1)
    inside.button("One step forward").click()
    inside.step("Gradient descent", 2)
    inside.expect_tick(160)
    inside.expect_working(1, 2)
    inside.button("One step back").click()
    inside.expect_tick(80)


def test_a_link_with_two_racers_shows_both_and_marks_what_differs(inside: Inside) -> None:
    inside.enter(at="0,5,2")
    inside.step("Adam", 5)
    inside.stage.get_by_text("only in NAdam").first.wait_for()
    inside.stage.get_by_text("≠ another formula, ≠ other numbers").wait_for()
    result = inside.result()
    shown = inside.results()
    for k, racer in enumerate((0, 2)):
        found = values_at(result.experiment, result.runs[racer], np.array([5]))
        np.testing.assert_allclose(shown["xt="][2 * k : 2 * k + 2], found[NEXT][0], rtol=1e-5)


def test_at_the_first_step_equal_rules_are_equal(inside: Inside) -> None:
    inside.enter(
        "epochs=2&racer=momentum;lr=0.01;mu=0.5&racer=momentum;lr=0.01;mu=0.5;label=Twin", at="0,1,1"
    )
    inside.stage.get_by_text("= same numbers").first.wait_for()
    assert inside.stage.get_by_text("≠").count() == 0


def test_the_race_and_its_inside_share_one_clock(inside: Inside) -> None:
    inside.open(LINK)
    inside.scrub(0.3)
    tick = inside.tick()
    inside.page.get_by_role("link", name="Inside").click()
    inside.step("Adam", tick)
    inside.button("One step forward").click()
    inside.step("Adam", tick + 1)
    inside.page.get_by_role("link", name="Race", exact=True).click()
    inside.expect_tick(tick + 1)


def test_nothing_is_cut_off(inside: Inside) -> None:
    rules = ["adam", "nadam", "radam", "adamw", "adabelief", "adadelta", "amsgrad", "adamax"]
    link = "&".join(f"racer={rule};lr=1e-7;label={rule}" for rule in rules)
    for racer in (1, 2, 4):
        inside.enter(f"epochs=2&batch_size=100&{link}", at=f"{racer},9")
        inside.step(rules[racer], 9)
        for width in WIDTHS:
            inside.page.set_viewport_size({"width": width, "height": 844})
            inside.idle()
            assert inside.stage.evaluate(CLIPPED) == [], width


@pytest.mark.parametrize("function", ["rosenbrock", "ravine"])
def test_on_a_surface_the_slope_is_written_out_and_the_map_is_drawn_as_close_as_it_is_seen(
    inside: Inside, function: str
) -> None:
    inside.page.set_viewport_size({"width": 390, "height": 844})
    with inside.page.expect_response(re.compile("/heights")) as closer:
        inside.enter(
            f"kind=surface&function={function}&noise=0.5&epochs=40&racer=momentum;lr=0.001", at="0,9"
        )
    assert closer.value.ok
    inside.step("Momentum", 9)
    result = inside.result()
    found = values_at(result.experiment, result.runs[0], np.array([9]))
    shown = inside.results()
    np.testing.assert_allclose(shown["∂f∂x="], found["full"][0], rtol=1e-5)
    np.testing.assert_allclose(shown["gx="], found["g"][0], rtol=1e-5)
    assert inside.stage.evaluate(CLIPPED) == []
    inside.stage.get_by_text("downhill without the noise").wait_for()
    inside.wait_for(lambda: inside.stage.locator(".stage-landscape .contourlayer path").count() > 2)
