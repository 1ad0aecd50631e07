"""The Fair race page without a browser: what it asks, what it refuses in words, what it shows and opens."""

import pytest
from streamlit.testing.v1 import AppTest

from optim_core.sweep.fair import Tuning
from tests.pages import driven
from tests.pages.driven import MARK, Cells, entries, experiment, named, press, read, said
from ui.fair.text import from_text, to_text

RACERS = "rows=300&epochs=2&batch_size=60&racer=sgd;lr=0.1&racer=momentum;lr=0.01"
SMALL = f"{RACERS}&fair=budget=4;tuning_seeds=1;race_seeds=6"
BUTTON = "Tune everyone and race"


def open_fair(link: str = SMALL) -> AppTest:
    return driven.open_app(link, "40_fair")


def wait_for_result(app: AppTest) -> AppTest:
    return driven.wait_for_result(app, "fair")


def tuning(app: AppTest) -> Tuning:
    return app.session_state.tuning


def titles(app: AppTest) -> list[str]:
    return [read(each.value) for each in app.subheader if each.value != "The experiment"]


def charts(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


def table(app: AppTest) -> list[dict[str, str]]:
    html = next(each.proto.body for each in app.get("html") if "<table" in each.proto.body)
    head, *rows = Cells(html).rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_it_says_what_it_will_do_and_waits_to_be_asked() -> None:
    app = open_fair()
    assert tuning(app).budget == 4
    assert "Every racer gets 4 settings" in said(app).replace("*", "")
    assert "the 6 seeds 43 to 48, on which nobody was tuned" in said(app)
    assert charts(app) == 0


def test_asked_it_tunes_everyone_and_shows_both_races() -> None:
    app = open_fair()
    press(app, BUTTON)
    wait_for_result(app)
    fair, unfair, sensitivity = titles(app)
    assert fair.startswith("Tuned alike, ")
    assert unfair.startswith("At one shared learning rate of 0.01, ")
    assert "of 4 settings come near" in sensitivity
    assert charts(app) == 4
    rows = table(app)
    assert [row["racer"] for row in rows] == ["SGD", "Momentum"]
    assert all("learning rate" in row["winner's settings"] for row in rows)
    assert all(" to " in row["median gap (95 %)"] for row in rows)


def test_a_link_can_ask_for_it() -> None:
    app = wait_for_result(open_fair(f"{SMALL};go"))
    assert charts(app) == 4


def test_another_setting_keeps_the_last_result_and_waits_again() -> None:
    app = wait_for_result(open_fair(f"{SMALL};go"))
    named(entries(app), "race seeds").set_value(7).run()
    assert tuning(app).race_seeds == 7
    assert "the last fair race that was finished, with other settings" in said(app)
    assert charts(app) == 4
    assert BUTTON in [each.label for each in app.button]


@pytest.mark.parametrize(
    ("label", "value", "why"),
    [
        ("budget", 0, "must be at least 2"),
        ("budget", 1001, "must be at most 1000"),
        ("tuning seeds", 0, "must be at least 1"),
        ("race seeds", 101, "must be at most 100"),
        ("shared rate", 0.0, "must be above 0"),
        ("shared rate", -1.0, "must be above 0"),
        ("budget", None, "must be a whole number, got nothing"),
    ],
)
def test_what_cannot_be_is_said_at_the_control_and_nothing_changes(label, value, why) -> None:
    app = open_fair()
    before = tuning(app)
    named(entries(app), label).set_value(value).run()
    assert tuning(app) == before
    [complaint] = [line for line in said(app).splitlines() if line.startswith(MARK)]
    assert why in complaint
    assert "It stays at" in complaint


def test_a_range_of_learning_rates_can_be_widened_but_not_turned_round() -> None:
    app = open_fair()
    app.session_state["fair-ranges"] = True
    app.run()
    named(entries(app), "to", 1).set_value(100.0).run()
    assert tuning(app).rates == {"momentum": (0.0001, 100.0)}
    named(entries(app), "Momentum: learning rates from").set_value(500.0).run()
    assert tuning(app).rates == {"momentum": (0.0001, 100.0)}
    assert "must reach from a smaller to a larger learning rate" in said(app)


def test_too_much_work_is_refused_in_words() -> None:
    long = RACERS.replace("epochs=2&batch_size=60", "epochs=6000&batch_size=2")
    app = open_fair(f"{long}&fair=budget=1000;tuning_seeds=20;go")
    assert "steps together, and at most" in said(app)
    assert charts(app) == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("budget=1", "budget: must be at least 2"),
        ("shared_lr=nan", "shared_lr: must be a finite number"),
        ("nonsense", "must look like budget=64"),
        ("yogi=1:10", "there is no such optimizer"),
        ("adam=10:1", "must reach from a smaller to a larger learning rate"),
        ("adam=1", "rates.adam"),
    ],
)
def test_an_impossible_link_is_mended_in_words(text: str, why: str) -> None:
    app = open_fair(f"{RACERS}&fair={text};go")
    assert why in said(app)
    assert tuning(app) == Tuning()


def test_a_surface_has_no_test_rows() -> None:
    app = open_fair("kind=surface&function=saddle&epochs=20&racer=gd;lr=0.01&fair=measure=test_loss")
    assert "a surface has no test rows" in said(app)
    named(app.selectbox, "judged by").set_value("gap").run()
    assert not app.exception
    assert "Every racer gets" in said(app)


def test_a_surface_without_a_bottom_and_without_chance_says_so() -> None:
    link = "kind=surface&function=saddle&epochs=20&racer=gd;lr=0.01&racer=momentum;lr=0.01"
    app = wait_for_result(open_fair(f"{link}&fair=budget=4;tuning_seeds=1;race_seeds=2;go"))
    assert "has no lowest point: who falls fastest wins" in said(app)
    assert "Nothing is random here" in said(app)
    assert charts(app) == 4


@pytest.mark.parametrize(
    ("button", "tuned"), [("Open the winners in the race", True), ("Open the unfair race", False)]
)
def test_its_races_open_in_the_race(button: str, tuned: bool) -> None:
    app = wait_for_result(open_fair(f"{SMALL};go"))
    asked = experiment(app)
    press(app, button)
    opened = experiment(app)
    assert opened.seed == 43
    assert [racer.optimizer for racer in opened.racers] == ["sgd", "momentum"]
    rates = [racer.hypers["lr"] for racer in opened.racers]
    assert (rates == [0.01, 0.01]) is not tuned
    assert rates != [racer.hypers["lr"] for racer in asked.racers]
    assert app.get("component_v2") or app.main


def test_text_and_settings_are_the_same() -> None:
    tuning = Tuning(hypers=("lr",), measure="area", shared_lr=1e-7, rates={"adam": (1e-5, 10)})
    assert from_text(to_text(tuning, go=True)) == (tuning, True)
    assert from_text(to_text(tuning, go=False)) == (tuning, False)
