"""The race page: its controls change exactly what they say, and refuse in words what cannot be."""

import math
from itertools import product
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from optim_core.catalogue import OPTIMIZERS, PRESETS
from optim_core.experiment import MAX_STEPS, Experiment
from optim_core.link import to_link
from optim_core.problems.linear_regression import Choice
from optim_core.racer import Racer
from optim_core.run import setup_of
from tests.pages.driven import (
    changed,
    complaint_at,
    complaints,
    entries,
    experiment,
    named,
    open_app,
    results,
    unfold,
)

IDS = list(OPTIMIZERS)
PAIRS = [IDS[i : i + 2] for i in range(0, len(IDS), 2)]


def link_of(optimizers: list[str], **fields: Any) -> str:
    """A short race of these optimizers that leaves no setting at None."""
    given = {"epochs": 4, "batch_size": 256, "threshold": 1e-6, "start": (0.5, -0.5)} | fields
    return to_link(Experiment(racers=tuple(Racer(optimizer=each) for each in optimizers), **given))


def refuse(app: AppTest, widget: Any, value: object) -> str:
    """Give the widget a value that must change nothing; what is said about it."""
    before = experiment(app)
    widget.set_value(value).run()
    assert not app.exception
    assert experiment(app) == before
    return complaint_at(app, widget)


def test_the_page_opens_on_a_race_between_racers_at_their_own_best() -> None:
    app = open_app()
    assert experiment(app) == Experiment.preset("own_best")
    assert [row["racer"] for row in results(app)] == list(experiment(app).names)
    assert not app.warning
    assert not complaints(app)


@pytest.mark.parametrize("id", PRESETS)
def test_every_scenario_opens_and_says_what_to_look_at(id: str) -> None:
    app = open_app()
    named(app.selectbox, "Scenario").select(id).run()
    assert not app.exception
    assert experiment(app) == Experiment.preset(id)
    assert PRESETS[id].look in [text.value for text in app.markdown]
    assert len(results(app)) == len(experiment(app).racers)


def title_of(path: tuple[str | int, ...], shown: Experiment) -> str:
    """What the declaration of the value at this path calls it."""
    match path:
        case ("racers", int(i), "hypers", str(name)):
            return shown.racers[i].rule.hypers[name].name
        case ("racers", _, "batch_size"):
            return "Batch size"
        case ("start", k):
            return ("m", "b")[int(k)]
        case ("problem", str(name)):
            return Choice.model_fields[name].title or name
        case (name,):
            return Experiment.model_fields[str(name)].title or str(name)
    raise AssertionError(path)


@pytest.mark.parametrize("optimizers", PAIRS, ids=lambda part: " ".join(part))
def test_every_number_entry_of_a_racer_changes_its_own_value_and_no_other(optimizers: list[str]) -> None:
    app = unfold(open_app(link_of(optimizers)), "popover")
    assert changed_by_entries(app) == {
        ("racers", i, "hypers", name) for i, id in enumerate(optimizers) for name in OPTIMIZERS[id].hypers
    } | {("racers", i, "batch_size") for i, id in enumerate(optimizers) if not OPTIMIZERS[id].full_batch}


def test_every_number_entry_of_the_sidebar_changes_its_own_value_and_no_other() -> None:
    app = unfold(open_app(link_of(["gd"])), "expander")
    fields = {*experiment(app).model_dump()} - {"problem", "racers", "start"}
    assert changed_by_entries(app) == {(name,) for name in fields} | {
        ("start", 0),
        ("start", 1),
        ("problem", "rows"),
        ("problem", "train_share"),
    }


def changed_by_entries(app: AppTest) -> set[tuple[str | int, ...]]:
    """Give every number entry another value; each must change one value of the Experiment. Which ones."""
    seen = set()
    for i in range(len(entries(app))):
        entry, before = entries(app)[i], experiment(app)
        shown = entry.value
        value = 32 if shown is None else shown / 2 or 0.25
        entry.set_value(value).run()
        assert not app.exception
        [(path, now)] = changed(before, experiment(app)).items()
        assert now == entries(app)[i].value == value
        assert title_of(path, before) == entry.label.removesuffix(", exactly")
        seen.add(path)
    return seen


@pytest.mark.parametrize("optimizers", PAIRS, ids=lambda part: " ".join(part))
def test_every_slider_of_a_racer_changes_what_the_entry_beside_it_shows(optimizers: list[str]) -> None:
    assert changed_by_sliders(unfold(open_app(link_of(optimizers)), "popover"))


def test_every_slider_of_the_sidebar_changes_what_the_entry_beside_it_shows() -> None:
    seen = changed_by_sliders(unfold(open_app(link_of(["gd"])), "expander"))
    assert seen >= {("epochs",), ("batch_size",), ("problem", "rows"), ("problem", "train_share")}


def changed_by_sliders(app: AppTest) -> set[tuple[str | int, ...]]:
    """Move every slider by one place; each must change one value of the Experiment. Which ones."""
    seen = set()
    for i in range(len(app.select_slider)):
        slider, before = app.select_slider[i], experiment(app)
        options = [float(option) for option in slider.options]
        assert options == sorted(set(options))
        place = options.index(float(f"{slider.value:g}"))
        whole = isinstance(slider.value, int)
        value = options[place - 1 if place else 1]
        slider.set_value(int(value) if whole else value).run()
        assert not app.exception
        assert not complaints(app)
        [(path, now)] = changed(before, experiment(app)).items()
        assert now == app.select_slider[i].value
        assert slider.label.startswith(title_of(path, before))
        seen.add(path)
    assert len(seen) == len(app.select_slider)
    return seen


# What each shared entry cannot be, and a word of what the sentence says is allowed.
REFUSED = [
    *(("epochs", value, "1") for value in (-1, 0, 10_001)),
    *(("batch size", value, "1") for value in (-1, 0)),
    ("batch size", 8_001, "8000 training rows"),
    *(("rows", value, "2") for value in (-1, 0, 1)),
    ("rows", 60_000, "53940"),
    *(("training share", value, "0") for value in (-1.0, 0.0)),
    *(("training share", value, "1") for value in (1.0, 1e300)),
    *(("seed", value, "0") for value in (-1,)),
    ("seed", 2**32, "4294967296"),
    *((name, None, "must be") for name in ("epochs", "batch size", "rows", "training share", "seed")),
    *(
        (name, value, "must be")
        for name in ("training share", "m", "b")
        for value in (math.nan, math.inf, None, "1e309", "much", "0,5", "1.000.000")
    ),
    ("training share", "0,5", "decimals take a point"),
]


@pytest.fixture(scope="module")
def sidebar() -> AppTest:
    """The page with the sidebar unfolded, for tests that leave it as it was."""
    return unfold(open_app(link_of(["adam"])), "expander")


@pytest.mark.parametrize(("label", "value", "allowed"), REFUSED)
def test_an_impossible_value_is_refused_in_words(
    sidebar: AppTest, label: str, value: float | str | None, allowed: str
) -> None:
    app = sidebar
    entry = named(entries(app), label)
    shown = entry.value
    why = refuse(app, entry, value)
    assert allowed in why
    assert f"It stays at {shown:g}." in why or f"It stays at {shown}." in why
    assert named(entries(app), label).value == shown
    seed = experiment(app).seed
    named(entries(app), "seed").set_value(7 if seed == 42 else 42).run()
    assert experiment(app).seed != seed
    assert not complaints(app), "a good value wipes the complaint away"


@pytest.mark.parametrize("optimizer", IDS)
def test_silly_hyperparameters_are_refused_or_run(optimizer: str) -> None:
    app = unfold(open_app(link_of([optimizer], epochs=1, batch_size=4000)), "popover")
    silly: list[Any] = [-1.0, 0.0, None, 1e300, math.nan, "0,5", "a lot"]
    for value, (name, hyper) in product(silly, OPTIMIZERS[optimizer].hypers.items()):
        before = experiment(app).racers[0].hypers[name]
        entry = named(entries(app), hyper.name)
        try:
            hyper.check(value)
        except ValueError:
            why = refuse(app, entry, value)
            assert hyper.allowed in why
            assert f"It stays at {before:g}." in why
        else:
            entry.set_value(value).run()
            assert not app.exception
            assert experiment(app).racers[0].hypers[name] == value


def test_an_emptied_threshold_is_a_slip_and_switches_nothing_off() -> None:
    app = unfold(open_app(link_of(["sgd"], epochs=1, threshold=0.5)), "expander")
    why = refuse(app, named(entries(app), "stopping threshold"), None)
    assert "got nothing. It stays at 0.5." in why
    assert experiment(app).threshold == 0.5


def test_a_far_too_large_learning_rate_diverges_and_says_so() -> None:
    app = unfold(open_app(), "popover")
    for i in range(5):
        named(entries(app), "learning rate", i).set_value(1e300).run()
        assert not app.exception
    assert {row["status"] for row in results(app)} == {"diverged"}
    assert all("learning rate 1e+300" in row["why it ended"] for row in results(app))


@pytest.mark.parametrize("value", [1e13, 1e200, -1e308])
def test_a_start_at_the_end_of_the_world_is_refused(value: float) -> None:
    app = unfold(open_app(link_of(["gd", "adam"])), "expander")
    assert "1e+12" in refuse(app, named(entries(app), "m"), value)
    named(entries(app), "b").set_value(-1e12).run()
    assert not app.exception
    assert experiment(app).start == (0.5, -1e12)


@pytest.mark.parametrize("rows", [2, 3, 5, 10])
def test_a_handful_of_rows_is_enough(rows: int) -> None:
    app = unfold(open_app(link_of(["gd", "adam"], batch_size=1)), "expander")
    named(entries(app), "rows").set_value(rows).run()
    assert not app.exception
    assert experiment(app).problem.rows == rows


def test_too_many_steps_are_refused_and_the_last_result_stays() -> None:
    app = unfold(open_app(link_of(["sgd"], batch_size=1, epochs=10)), "expander")
    last = results(app)
    why = refuse(app, named(entries(app), "epochs"), 1000)
    assert "not 8,000,000" in why
    assert f"{MAX_STEPS:,}" in why
    assert results(app) == last


def test_too_small_batches_for_so_many_epochs_are_refused_at_the_batch_size() -> None:
    app = unfold(open_app(link_of(["sgd"], batch_size=8, epochs=1000)), "expander")
    why = refuse(app, named(app.select_slider, "batch size"), 1)
    assert f"{MAX_STEPS:,}" in why
    assert "It stays at 8." in why


def test_choosing_the_data() -> None:
    app = unfold(open_app(), "expander")
    named(app.selectbox, "input x").select("depth").run()
    named(app.selectbox, "scale of x").select("standard").run()
    named(app.selectbox, "scale of y").select("standard").run()
    assert not app.exception
    assert changed(Experiment.preset("own_best"), experiment(app)) == {
        ("problem", "x"): "depth",
        ("problem", "x_scale"): "standard",
        ("problem", "y_scale"): "standard",
    }
    why = refuse(app, named(app.selectbox, "output y"), "depth")
    assert "another column" in why
    assert "It stays at price." in why


def test_threshold_and_start_can_be_switched_on_and_off() -> None:
    app = unfold(open_app(), "expander")
    for label, field in (
        ("Stop when an epoch brings too little", "threshold"),
        ("Choose the start", "start"),
    ):
        named(app.toggle, label).set_value(True).run()
        assert getattr(experiment(app), field) is not None
        named(app.toggle, label).set_value(False).run()
        assert experiment(app) == Experiment.preset("own_best")
        assert not app.exception


def test_a_chosen_start_is_at_first_the_drawn_one() -> None:
    app = unfold(open_app(), "expander")
    drawn = tuple(setup_of(experiment(app)).start)
    named(app.toggle, "Choose the start").set_value(True).run()
    assert experiment(app).start == pytest.approx(drawn, rel=1e-5)


def test_a_changed_scenario_is_no_scenario_any_more() -> None:
    app = unfold(open_app())
    assert named(app.selectbox, "Scenario").value == "own_best"
    entry = named(entries(app), "learning rate")
    rate = entry.value
    entry.set_value(0.3).run()
    assert named(app.selectbox, "Scenario").value is None
    assert PRESETS["own_best"].look not in [text.value for text in app.markdown]
    named(entries(app), "learning rate").set_value(rate).run()
    assert named(app.selectbox, "Scenario").value == "own_best", "and changed back it is one again"
