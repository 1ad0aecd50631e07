"""What goes to the stage ahead of the page, and what then goes with the page."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.driven import entries, experiment, open_app, results, stage_header
from tests.ui.stage.reading import decode
from ui import line

OWN = "seed=1&epochs=3&racer=gd;lr=0.1&racer=adam;lr=100"
SLIDER = "slider:racers.1.hypers.lr"


class Browser:
    """Stands where a line's websocket would be."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []

    def put(self, message: bytes | None) -> None:
        if message is not None:  # else it is hung up
            self.got.append(decode(message)[0])


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(line, "_lines", {})
    return browser


def listen(app: AppTest, browser: Browser) -> str:
    """The browser opens the line that the first message tells of."""
    kind, name = stage_header(app)["urls"]["line"].split("/")
    assert kind == "line"
    line._lines[name] = browser  # type: ignore[assignment]
    return name


def turn(app: AppTest, value: float) -> AppTest:
    [slider] = [each for each in app.select_slider if each.key == SLIDER]
    slider.set_value(value).run()
    assert not app.exception
    assert experiment(app).racers[1].hypers["lr"] == value
    return app


def told(header: dict[str, Any], row: int) -> dict[str, str]:
    """A row of the results that a message carries."""
    names = [column["name"] for column in header["results"]["columns"]]
    return dict(zip(names, header["results"]["rows"][row], strict=True))


def test_without_a_line_all_goes_with_the_page() -> None:
    app = open_app(OWN)
    first = stage_header(app)
    turn(app, 200.0)
    second = stage_header(app)
    assert first["serial"] < second["serial"]
    assert "ahead" not in second
    assert results(app)[1]["m"] != told(first, 1)["m"]


def test_each_session_has_a_line_of_its_own() -> None:
    names = {stage_header(open_app(OWN))["urls"]["line"] for _ in range(3)}
    assert len(names) == 3
    assert all(len(name) > 20 for name in names)


def test_a_change_goes_ahead_and_with_the_page_its_number(browser: Browser) -> None:
    app = open_app(OWN)
    before = stage_header(app)
    listen(app, browser)
    turn(app, 200.0)
    [sent] = browser.got
    told = stage_header(app)
    assert told["ahead"]
    assert sent["serial"] == told["serial"] > before["serial"]
    assert "lr=200" in sent["link"]
    assert sent["results"]["rows"] != before["results"]["rows"]
    assert told["urls"].keys() <= sent["urls"].keys()


def test_what_the_stage_has_is_not_sent_again(browser: Browser) -> None:
    app = open_app(OWN)
    first = stage_header(app)
    listen(app, browser)
    app.run()
    assert not browser.got
    again = stage_header(app)
    assert (again["serial"], again["ahead"], again["arrays"]) == (first["serial"], True, [])
    assert "racers" not in again


def test_a_refused_value_sends_nothing(browser: Browser) -> None:
    app = open_app(OWN)
    listen(app, browser)
    app.session_state["section-Start and seed"] = True
    app.run()
    [seed] = [each for each in entries(app) if each.key == "exact:seed"]
    seed.set_value(-1).run()
    assert "seed" in app.session_state.notes
    assert not browser.got


def test_who_missed_it_gets_all_of_it_with_the_page(browser: Browser) -> None:
    app = open_app(OWN)
    name = listen(app, browser)
    turn(app, 200.0)
    line.hang_up(name)
    app.run()
    again = stage_header(app)
    assert "ahead" not in again
    assert again["serial"] > browser.got[0]["serial"]
    assert again["results"] == browser.got[0]["results"]


def test_a_stage_that_was_left_gets_all_of_it_again(browser: Browser) -> None:
    app = open_app(OWN)
    name = listen(app, browser)
    turn(app, 200.0)
    app.switch_page("../pages/20_inside.py").run()
    assert name not in line._lines
    line._lines[name] = browser  # type: ignore[assignment]
    app.switch_page("../pages/10_race.py").run()
    assert not app.exception
    assert "ahead" not in stage_header(app)
    assert results(app)[1]["m"] == told(browser.got[0], 1)["m"]
