"""The Many seeds page without a browser: when it runs, what it says of luck, what it opens."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import driven
from tests.pages.driven import MARK, Cells, entries, experiment, named, said

RACERS = "rows=300&epochs=2&batch_size=60&racer=gd;lr=0.1&racer=momentum;lr=0.01"


def open_seeds(link: str = f"{RACERS}&seeds=7") -> AppTest:
    return driven.open_app(link, "50_seeds")


def wait_for_result(app: AppTest) -> AppTest:
    return driven.wait_for_result(app, "seeds")


def charts(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


def test_a_cheap_race_runs_by_itself() -> None:
    app = wait_for_result(open_seeds())
    assert charts(app) == 2
    assert "which rows are for training and which for testing, where the race starts" in said(app)
    assert "medians over 7 seeds" in said(app)
    assert "was ahead of" in said(app)
    html = next(each.proto.body for each in app.get("html") if "<table" in each.proto.body)
    head, *rows = Cells(html).rows
    assert [row[0] for row in rows] == ["Gradient descent", "Momentum"]
    assert "median gap (95 %)" in head


def test_a_long_one_waits_to_be_asked() -> None:
    app = open_seeds("batch_size=1&epochs=60&racer=sgd;lr=0.01&seeds=100")
    assert charts(app) == 0
    assert "Race with 100 seeds" in [each.label for each in app.button]


def test_where_nothing_is_random_it_says_so() -> None:
    app = open_seeds("kind=surface&function=hills&epochs=20&racer=gd;lr=0.1")
    assert "every seed gives the same race" in said(app)
    assert charts(app) == 0


def test_noise_is_chance_enough() -> None:
    app = wait_for_result(
        open_seeds("kind=surface&function=hills&noise=0.5&epochs=20&racer=gd;lr=0.1&seeds=6")
    )
    assert "Another seed decides anew the noise on every slope" in said(app)
    assert charts(app) == 2


@pytest.mark.parametrize(("value", "why"), [(0, "at least 2"), (101, "at most 100")])
def test_what_cannot_be_is_said_at_the_control_and_the_result_stays(value: int, why: str) -> None:
    app = wait_for_result(open_seeds())
    named(entries(app), "seeds").set_value(value).run()
    assert app.session_state.seed_count == 7
    [complaint] = [line for line in said(app).splitlines() if line.startswith(MARK)]
    assert why in complaint
    assert charts(app) == 2


@pytest.mark.parametrize("text", ["x", "0", "1e9", "-3", "5;stop;"])
def test_an_impossible_link_is_mended_in_words(text: str) -> None:
    app = open_seeds(f"{RACERS}&seeds={text}")
    if text == "5;stop;":
        assert app.session_state.seed_count == 5
    else:
        assert app.session_state.seed_count == 20
        assert "seeds: must be like 20" in said(app)


@pytest.mark.parametrize("what", ["Best", "Median", "Worst"])
def test_a_seed_opens_in_the_race(what: str) -> None:
    app = wait_for_result(open_seeds())
    [button] = [each for each in app.button if each.label.startswith(f"{what}: seed")]
    seed = int(button.label.split()[2])
    button.click().run()
    assert not app.exception
    assert experiment(app).seed == seed
    assert seed in range(42, 49)
