"""A change reaches the stage ahead of the page, and the page with or without that: in a real browser."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.app.lab import Lab, number

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket, WebSocketRoute

OWN = "seed=1&epochs=3&racer=gd;lr=0.1&racer=adam;lr=100"
TWINS = "seed=1&epochs=3&racer=adam;lr=10&racer=adam;lr=100"
PAGE, SLIDER, BOTH = "the page", "a slider alone", "a slider, then the page"
ENDS = {
    ForwardMsg.FINISHED_SUCCESSFULLY: PAGE,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY: SLIDER,
    ForwardMsg.FINISHED_EARLY_FOR_RERUN: BOTH,
}


class Runs:
    """What the server says it draws, run by run, and how much it sends ahead."""

    def __init__(self, tab: "Page") -> None:
        self.seen: list[str] = []
        self.ahead = 0
        tab.on("websocket", self._listen)

    def _listen(self, socket: "WebSocket") -> None:
        if "/line/" in socket.url:
            socket.on("framereceived", self._went_ahead)
        else:
            socket.on("framereceived", self._read)

    def _went_ahead(self, _: Any) -> None:
        self.ahead += 1

    def _read(self, frame: Any) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        if message.WhichOneof("type") == "script_finished":
            self.seen.append(ENDS[message.script_finished])


def turn(lab: Lab) -> None:
    """One step of the second racer's learning rate, until the address tells of it and the page rests."""
    before = lab.page.url
    slider = lab.page.locator('[class*="st-key-slider-racers-1-hypers-lr"]').get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    expect(lab.page).not_to_have_url(before)
    lab.idle()


def path(lab: Lab) -> str | None:
    """The second racer's, as it is drawn."""
    return lab.stage.locator(".stage-trails path").nth(1).get_attribute("d")


def test_a_learning_rate_goes_ahead_and_its_slider_is_drawn_alone(lab: Lab) -> None:
    runs = Runs(lab.page)
    lab.open(OWN)
    ended, drawn = lab.ended(), path(lab)
    runs.seen.clear()
    turn(lab)
    assert runs.seen == [SLIDER]
    assert runs.ahead == 1
    assert lab.experiment().racers[1].hypers["lr"] > 100
    assert path(lab) != drawn
    assert lab.ended()[0]["m"] == ended[0]["m"]
    assert lab.ended()[1]["m"] != ended[1]["m"]


def test_what_else_shows_the_learning_rate_is_drawn_too(lab: Lab) -> None:
    runs = Runs(lab.page)
    lab.open()
    turn(lab)  # it was a scenario, and is none now
    assert runs.seen[-2:] == [BOTH, PAGE]
    turn(lab)
    assert runs.seen[-2:] == [PAGE, SLIDER]
    lab.page.get_by_role("button", name="Download").click()  # has the settings as a file
    lab.idle()
    turn(lab)
    assert runs.seen[-2:] == [BOTH, PAGE]
    lab.open(TWINS)  # their names tell their learning rates
    turn(lab)
    assert runs.seen[-2:] == [BOTH, PAGE]
    assert lab.racers() == [row["racer"] for row in lab.ended()]


def test_a_stage_that_was_left_is_drawn_at_once_when_it_comes_back(lab: Lab) -> None:
    runs = Runs(lab.page)
    lab.open(OWN)
    turn(lab)
    drawn, ended = path(lab), lab.ended()
    lab.page.get_by_role("link", name="Inside", exact=True).click()
    lab.expect_link("&at=")
    lab.idle()
    runs.seen.clear()
    lab.page.get_by_role("link", name="Race", exact=True).click()
    lab.page.get_by_role("region", name="Results").wait_for()
    lab.ready()
    assert runs.seen == [PAGE]  # it did not have to ask
    assert path(lab) == drawn
    assert lab.ended() == ended
    turn(lab)
    assert runs.seen == [PAGE, SLIDER]


def test_without_a_line_that_works_all_comes_with_the_page(lab: Lab) -> None:
    def swallow(line: "WebSocketRoute") -> None:
        line.connect_to_server().on_message(lambda _: None)

    lab.page.route_web_socket(re.compile("/line/"), swallow)
    runs = Runs(lab.page)
    lab.open(OWN)
    drawn = path(lab)
    turn(lab)
    assert runs.seen[-2:] == [BOTH, PAGE]
    assert path(lab) != drawn


def test_what_the_line_loses_comes_with_the_page_a_little_later(lab: Lab) -> None:
    def lose(line: "WebSocketRoute") -> None:
        line.connect_to_server().on_message(lambda message: None if message else line.send(message))

    lab.page.route_web_socket(re.compile("/line/"), lose)
    lab.open(OWN)
    drawn = path(lab)
    lab.section("Start and seed")
    lab.type("seed", 2)
    lab.expect_link("seed=2")
    lab.idle()
    assert path(lab) != drawn
    assert number(lab.ended()[1]["m"]) == pytest.approx(lab.result().runs[1].path[-1][0], rel=1e-5)
