"""The race page in a real browser: it opens, its controls change what they say, a click sets the start."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from optim_core import Experiment
from optim_core.link import to_link
from tests import conftest
from tests.app.lab import LAST, Lab, number

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAVE_AND_CLICK = """(button, pause) => {
  document.activeElement.blur(); // which sends what was typed
  setTimeout(() => button.click(), pause);
}"""
TWO = "epochs=5&racer=adam;lr=200;label=Ann&racer=lion;lr=50"


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[str]:
    """A server that nobody has asked for anything yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
    command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=conftest.ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        conftest._wait_until_healthy(f"http://127.0.0.1:{port}", process, tmp_path / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(browser, fresh_server: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page: Page = context.new_page()
    page.goto(f"{fresh_server}/race?{TWO}")
    lab = Lab(page).ready()
    assert lab.racers() == ["Ann", "Lion"]
    assert lab.experiment().epochs == 5
    assert page.get_by_test_id("stException").count() == 0
    context.close()


def test_it_plays_by_itself_through_a_change_and_rests_at_the_end(lab: Lab) -> None:
    lab.open(playing=True)
    lab.button("Pause").wait_for()
    first = lab.tick()
    lab.wait_for(lambda: first < lab.tick() < LAST)
    lab.stage.get_by_role("combobox", name="Speed").select_option("0.25×")
    lab.learn_at(0.02, 1)
    lab.expect_link("racer=sgd;lr=0.02")
    changed = lab.tick()
    lab.wait_for(lambda: changed < lab.tick() < LAST)
    lab.stage.get_by_role("combobox", name="Speed").select_option("4×")
    lab.expect_tick(LAST)
    lab.button("Play").wait_for()
    assert lab.readout()[1]["step"] == str(LAST)


def test_who_wants_no_motion_sees_the_end_at_once(lab: Lab) -> None:
    lab.page.add_init_script("""
      window.pauses = 0;
      new MutationObserver(() => {
        window.pauses += document.querySelectorAll("button[aria-label^=Pause]").length;
      }).observe(document, { subtree: true, childList: true, attributes: true });
    """)
    lab.open()
    lab.expect_tick(LAST)
    lab.choose("Scenario", "The tutorial's run")
    lab.expect_link("epochs=100")
    lab.wait_for(lambda: lab.tick() == lab.result().runs[0].steps)
    assert lab.page.evaluate("window.pauses") == 0


def test_an_exact_learning_rate_moves_its_racer_only(lab: Lab) -> None:
    lab.open()
    before, ended = lab.readout(), lab.ended()
    lab.learn_at(0.0123, 1)
    lab.expect_link("racer=sgd;lr=0.0123")
    lab.wait_for(lambda: lab.readout()[1] != before[1])
    after = lab.readout()
    assert [row for i, row in enumerate(after) if i != 1] == [row for i, row in enumerate(before) if i != 1]
    assert number(after[1]["m"]) == pytest.approx(lab.result().runs[1].path[-1, 0], rel=1e-5)
    now = lab.ended()
    assert [row["m"] for row in now if row not in ended] == [now[1]["m"]]
    assert number(now[1]["m"]) == pytest.approx(number(after[1]["m"]), rel=1e-5)
    assert lab.tick() == LAST
    assert lab.button("Play").is_visible(), "a moved setting does not start the race again"


def test_a_slider_walks_by_keyboard_and_nothing_jumps(lab: Lab) -> None:
    lab.open()
    slider = lab.page.get_by_role("slider", name=re.compile("^learning rate")).first
    rates = []
    slider.focus()
    places = lab.frame().top, (slider.bounding_box() or {})["y"]
    for _ in range(3):
        before = lab.experiment().racers[0].hypers["lr"]
        lab.page.keyboard.press("ArrowLeft")
        lab.wait_for(lambda before=before: lab.experiment().racers[0].hypers["lr"] < before)
        rates.append(lab.experiment().racers[0].hypers["lr"])
        lab.idle()
        assert places == (lab.frame().top, (slider.bounding_box() or {})["y"]), "it jumps under the pointer"
    assert slider.get_attribute("aria-valuetext") == f"{rates[-1]:g}"
    assert rates == sorted(set(rates), reverse=True)
    for _ in range(12):
        lab.page.keyboard.press("ArrowRight")
    lab.wait_for(lambda: lab.experiment().racers[0].hypers["lr"] > 0.9)
    lab.wait_for(lambda: "diverged" in lab.stage.inner_text())


def test_epochs_and_batch_size_decide_how_many_steps_there_are(lab: Lab) -> None:
    lab.open()
    lab.section("Batches")
    for label, value, link, last in (
        ("epochs", 7, "epochs=7&", 7 * 20),
        ("batch", 1000, "batch_size=1000&", 56),
    ):
        lab.type(label, value)
        lab.expect_link(link)
        lab.expect_tick(last)
        assert [number(row["step"]) for row in lab.readout()[1:]] == [last] * 4


def test_seed_threshold_scale_and_column_change_what_they_say(lab: Lab) -> None:
    lab.open()
    lab.section("Start and seed")
    lab.type("seed", 7)
    lab.expect_link("&seed=7&")
    lab.section("When to stop")
    lab.page.get_by_text("Stop when an epoch brings too little").click()
    lab.expect_link("&threshold=1e-06&")
    lab.type("stopping threshold", 5000)
    lab.expect_link("&threshold=5000.0&")
    lab.wait_for(lambda: "stopped after epoch" in lab.stage.inner_text())
    lab.section("Data")
    lab.choose("scale of x", "standardised")
    lab.expect_link("&x_scale=standard&")
    lab.wait_for(lambda: any("dollars" in column for column in lab.readout()[0]))
    lab.choose("input x", "depth")
    lab.expect_link("&x=depth&")
    expect(lab.figure(2)).to_contain_text("depth")
    row, each = lab.readout()[1], lab.result().runs[1]
    slope = next(text for column, text in row.items() if "dollars per" in column)
    assert number(slope) == pytest.approx(each.surface.raw_line(*each.path[-1])[0], rel=1e-4)
    assert changed_fields(lab.experiment()) == {"seed", "threshold", "problem"}


def test_two_changes_within_milliseconds_both_count(lab: Lab) -> None:
    lab.open()
    lab.section("Start and seed")
    lab.section("When to stop")
    switch = lab.page.get_by_role("switch", name="Stop when an epoch brings too little")
    for seed, pause in enumerate([0, 2, 4, 6, 8, 10, 15, 20], start=100):
        before = switch.is_checked()
        lab.entry("seed").fill(str(seed))
        switch.evaluate(LEAVE_AND_CLICK, pause)
        lab.expect_link(f"&seed={seed}&")
        lab.expect_link(f"&threshold={'none' if before else '1e-06'}&")
        lab.idle()


def changed_fields(experiment: Experiment) -> set[str]:
    first = Experiment.preset("own_best").model_dump()
    return {name for name, value in experiment.model_dump().items() if value != first[name]}


def test_a_refused_value_is_answered_at_its_place_and_the_old_one_comes_back(lab: Lab) -> None:
    lab.open()
    lab.section("Batches")
    lab.type("epochs", 20_000)
    sentence = lab.page.get_by_role("region", name="Sidebar").get_by_text("It stays at 20.")
    expect(sentence).to_contain_text("10000")
    expect(lab.entry("epochs")).to_have_value("20")
    lab.type("epochs", 2.9)
    expect(sentence).to_contain_text("must be a whole number")
    expect(lab.entry("epochs")).to_have_value("20")
    details = lab.details()
    lab.type("learning rate", -1)
    said = lab.page.get_by_text("It stays at 0.52.").first
    expect(said).to_contain_text("above 0")
    expect(lab.entry("learning rate")).to_have_value("0.52")
    expect(sentence).to_have_count(0)
    assert lab.experiment() == Experiment.preset("own_best")
    lab.type("learning rate", "1e300")
    lab.expect_link("racer=gd;lr=1e")
    lab.wait_for(lambda: "diverged" in lab.readout()[0][""])
    expect(said).to_have_count(0)
    expect(details).to_be_visible()
    assert lab.page.get_by_test_id("stException").count() == 0


def test_a_click_on_the_landscape_is_the_new_start_of_all(lab: Lab) -> None:
    lab.open()
    frame = lab.frame()
    spot = (frame.left + 0.31 * frame.width, frame.top + 0.77 * frame.height)
    lab.page.mouse.click(*spot)
    lab.wait_for(lambda: lab.experiment().start is not None)
    start = lab.experiment().start
    assert start is not None
    assert np.allclose(frame.pixel(*start), spot, atol=1)  # a click has whole pixels
    lab.idle()
    assert lab.frame()[4:] == frame[4:], "the view stays"
    lab.button("To the start").click()
    lab.expect_tick(0)
    lab.wait_for(lambda: number(lab.readout()[0]["m"]) == pytest.approx(start[0], rel=1e-5))
    assert len({(row["m"], row["b"]) for row in lab.readout()}) == 1
    assert np.allclose([frame.pixel(*head) for head in lab.heads() if head], spot, atol=1.5)
    lab.section("Start and seed")
    lab.wait_for(lambda: float(lab.entry("m").input_value()) == pytest.approx(start[0], rel=1e-3))


def test_a_dragged_and_zoomed_view_survives_a_change_until_it_is_reset(lab: Lab) -> None:
    lab.open()
    home = before = lab.frame()
    x, y = before.left + before.width / 2, before.top + before.height / 2
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x - 80, y + 40, steps=8)
    lab.page.mouse.up()
    after = lab.frame()
    assert np.allclose(after.pixel(*before.data(x, y)), (x - 80, y + 40), atol=2)
    lab.stage.get_by_role("button", name="Zoom in").first.click()
    lab.wait_for(lambda: lab.frame() != after)
    zoomed = lab.frame()
    assert np.ptp(zoomed.x) == pytest.approx(np.ptp(home.x) / 1.5)
    lab.learn_at(0.3)
    lab.expect_link("racer=gd;lr=0.3")
    end = lab.result().runs[0].path[-1, 0]
    lab.wait_for(lambda: number(lab.readout()[0]["m"]) == pytest.approx(end, rel=1e-5))
    assert np.allclose(lab.frame()[4:], zoomed[4:])
    assert lab.experiment().start is None, "a drag is no click"
    lab.stage.get_by_role("button", name="Reset the view").first.click()
    lab.wait_for(lambda: np.allclose(lab.frame()[4:], home[4:]))
    with lab.page.expect_response(re.compile("/heights")) as closer:  # finer than the map is
        lab.stage.get_by_role("button", name="Zoom in").first.click(click_count=2)
    assert closer.value.ok


def test_the_fit_button_shows_every_path(lab: Lab) -> None:
    lab.open(to_link(Experiment.preset("adam_crawls")))
    lab.stage.get_by_role("button", name="Fit the view to the paths").click()
    paths = np.concatenate([each.path for each in lab.result().runs])
    lab.wait_for(lambda: lab.frame().x[0] < paths[:, 0].min() and paths[:, 0].max() < lab.frame().x[1])
    assert lab.frame().y[0] < paths[:, 1].min()
    assert paths[:, 1].max() < lab.frame().y[1]


def test_a_racers_settings_stay_open_while_they_are_changed(lab: Lab) -> None:
    lab.open()
    details = lab.details(1)
    name = details.get_by_role("textbox", name="Label")
    name.fill("Sue")
    name.press("Enter")
    lab.expect_link("label=Sue")
    expect(lab.stage.get_by_role("rowheader", name="Sue")).to_be_visible()
    expect(details).to_be_visible()
    lab.choose("Optimizer", "Lion", details)
    lab.expect_link("racer=lion;")
    expect(details).to_be_visible()


def test_a_racer_may_join_while_the_race_plays(lab: Lab) -> None:
    lab.open(playing=True)
    lab.wait_for(lambda: lab.tick() > 0)
    lab.details(1).get_by_role("button", name="Duplicate").click()
    lab.wait_for(lambda: len(lab.readout()) == 6)
    lab.button("Pause").click()  # no error has stopped it, or the page's fixture says so
    lab.button("To the end").click()
    lab.expect_tick(LAST)
