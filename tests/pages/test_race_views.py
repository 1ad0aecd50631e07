"""A moved learning rate draws the views alone, unless something else shows it too."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.driven import experiment, open_app, results
from ui import shown, views

OWN = "seed=1&epochs=3&racer=gd;lr=0.1&racer=adam;lr=100"
TWINS = "seed=1&epochs=3&racer=adam;lr=10&racer=adam;lr=100"


@pytest.fixture(autouse=True)
def _no_more_than_needed(_app_test: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a browser. AppTest then finds what was drawn, and nothing else."""
    monkeypatch.setattr(shown, "draw_no_more_than_needed", views.draw_no_more_than_needed)


def turn(app: AppTest, value: float, racer: int = 1) -> AppTest:
    [slider] = [each for each in app.select_slider if each.key == f"slider:racers.{racer}.hypers.lr"]
    slider.set_value(value).run()
    assert not app.exception
    assert experiment(app).racers[racer].hypers["lr"] == value
    return app


def test_the_views_are_drawn_and_nothing_else() -> None:
    app = open_app(OWN)
    before = results(app)
    turn(app, 200.0)
    after = results(app)
    assert not app.select_slider
    assert not app.selectbox
    assert before[0]["slope"] == after[0]["slope"]
    assert before[1]["slope"] != after[1]["slope"]
    app.run()
    assert results(app) == after
    assert [each.value for each in app.select_slider] == [0.1, 200.0]


def _unfold_settings(app: AppTest) -> None:
    app.session_state["more-1"] = True
    app.run()


def _unfold_downloads(app: AppTest) -> None:
    app.session_state["save"] = True
    app.run()


def _leave_undone(app: AppTest) -> None:
    app.session_state["beside"] = None


@pytest.mark.parametrize(
    ("link", "prepare"),
    [
        (OWN, _unfold_settings),
        (OWN, _unfold_downloads),
        (OWN, _leave_undone),
        (TWINS, None),  # their names tell their learning rates
        ("", None),  # it was a scenario, and is none now
    ],
)
def test_what_else_shows_the_learning_rate_is_drawn_too(
    link: str, prepare: Callable[[AppTest], None] | None
) -> None:
    app = open_app(link)
    if prepare:
        prepare(app)
    turn(app, 200.0 if link else 0.2)
    assert app.select_slider
    assert results(app)


def test_other_settings_draw_the_whole_page() -> None:
    app = open_app(OWN)
    app.session_state["section-Start and seed"] = True
    app.run()
    [seed] = [each for each in app.number_input if each.key == "exact:seed"]
    seed.set_value(2).run()
    assert app.select_slider
    assert experiment(app).seed == 2
