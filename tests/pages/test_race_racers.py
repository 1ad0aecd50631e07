"""The racers' cards on the race page: add, duplicate, remove, exchange, name."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import MAX_STEPS, Experiment
from optim_core.link import to_link
from optim_core.racer import Racer
from optim_core.run import setup_of
from tests.pages.driven import (
    complaint_at,
    complaints,
    entries,
    experiment,
    named,
    open_app,
    results,
    said,
    unfold,
)


def names_in_table(app: AppTest) -> list[str]:
    return [row["racer"] for row in results(app)]


def names_on_cards(app: AppTest) -> list[str]:
    """The name in bold on each card, in order."""
    bold = (re.search("<strong>(.*)</strong>", each.proto.body) for each in app.get("html"))
    return [found[1] for found in bold if found]


def press(app: AppTest, label: str, nth: int = 0) -> None:
    named(app.button, label, nth).click().run()
    assert not app.exception
    unfold(app, "popover")


def test_a_new_racer_comes_last_with_its_defaults() -> None:
    app = unfold(open_app(), "popover")
    named(app.selectbox, "Add a racer").select("lion").run()
    assert not app.exception
    assert experiment(app).racers == (*Experiment.preset("own_best").racers, Racer(optimizer="lion"))
    assert names_in_table(app)[-1] == names_on_cards(app)[-1] == OPTIMIZERS["lion"].name
    assert named(app.selectbox, "Add a racer").value is None


def test_every_optimizer_can_be_added() -> None:
    for ids in (list(OPTIMIZERS)[:7], list(OPTIMIZERS)[7:14], list(OPTIMIZERS)[14:]):
        app = unfold(open_app(to_link(Experiment(epochs=2, racers=(Racer(optimizer="gd"),)))), "popover")
        for id in ids:
            named(app.selectbox, "Add a racer").select(id).run()
            assert not app.exception
        assert [racer.optimizer for racer in experiment(app).racers] == ["gd", *ids]


def test_there_are_eight_racers_at_most() -> None:
    app = unfold(open_app(), "popover")
    for _ in range(3):
        press(app, "Duplicate")
    assert len(experiment(app).racers) == len(names_in_table(app)) == 8
    assert "Add a racer" not in [each.label for each in app.selectbox]
    assert all(each.disabled for each in app.button if each.label == "Duplicate")
    press(app, "Remove", 7)
    named(app.selectbox, "Add a racer").select("adam").run()
    assert not app.exception
    assert len(experiment(app).racers) == 8


def test_the_mark_on_a_slider_is_explained_among_the_racers_settings() -> None:
    app = unfold(open_app("racer=gd;lr=0.1&racer=adam;lr=100"), "popover")
    [explained] = [each.value for each in app.caption if "the mark on its slider" in each.value]
    limit = 2 / np.linalg.eigvalsh(setup_of(experiment(app)).surface.hessian(np.zeros(2)))[-1]
    assert explained.startswith(f"Above {limit:.3g}")


def test_a_duplicate_stands_beside_its_original_and_is_its_own_racer() -> None:
    app = unfold(open_app(), "popover")
    named(entries(app), "learning rate", 2).set_value(0.002).run()
    press(app, "Duplicate", 2)
    racers = experiment(app).racers
    assert racers[2] == racers[3]
    assert len(set(names_in_table(app))) == 6
    named(entries(app), "learning rate", 3).set_value(0.03).run()
    rates = [racer.hypers["lr"] for racer in experiment(app).racers]
    opened = [racer.hypers["lr"] for racer in Experiment.preset("own_best").racers]
    assert rates == [*opened[:2], 0.002, 0.03, *opened[3:]]
    unfold(app, "popover")
    assert [named(entries(app), "learning rate", i).value for i in range(6)] == rates


@pytest.mark.parametrize("gone", range(5))
def test_the_others_keep_their_settings_when_one_is_removed(gone: int) -> None:
    app = unfold(open_app(), "popover")
    press(app, "Remove", gone)
    left = [racer for i, racer in enumerate(Experiment.preset("own_best").racers) if i != gone]
    assert list(experiment(app).racers) == left
    shown = [named(entries(app), "learning rate", i).value for i in range(4)]
    assert shown == [racer.hypers["lr"] for racer in left]
    assert names_on_cards(app) == names_in_table(app) == list(experiment(app).names)


def test_the_last_racer_stays() -> None:
    app = unfold(open_app(), "popover")
    for _ in range(4):
        press(app, "Remove")
    assert named(app.button, "Remove").disabled
    assert names_in_table(app) == ["Adam"]


def test_another_optimizer_starts_at_its_defaults() -> None:
    app = unfold(open_app(), "popover")
    for id in OPTIMIZERS:
        named(unfold(app, "popover").selectbox, "Optimizer", 1).select(id).run()
        assert not app.exception
        unfold(app, "popover")
        assert experiment(app).racers[1] == Racer(optimizer=id)
        labels = [each.label for each in entries(app)]
        assert {f"{hyper.name}, exactly" for hyper in OPTIMIZERS[id].hypers.values()} <= {*labels}
    assert len(experiment(app).racers) == 5


def test_a_racer_may_have_its_own_batch_size_and_name() -> None:
    app = unfold(open_app(), "popover")
    named(app.text_input, "Batch size").set_value("1").run()
    named(unfold(app, "popover").text_input, "Label", 1).set_value('<b>"one"</b> & ;=% é').run()
    assert not app.exception
    assert experiment(app).racers[1].batch_size == 1
    assert names_in_table(app)[1] == '<b>"one"</b> & ;=% é'
    assert "&lt;b&gt;" in names_on_cards(app)[1]
    named(unfold(app, "popover").text_input, "Batch size").set_value("").run()
    named(unfold(app, "popover").text_input, "Label", 1).set_value("").run()
    assert experiment(app) == Experiment.preset("own_best")


def test_gradient_descent_offers_no_batch_size() -> None:
    app = unfold(open_app(to_link(Experiment(racers=(Racer(optimizer="gd"),)))), "popover")
    assert "Batch size" not in [each.label for each in app.text_input]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0", "must be at least 1, got 0"),
        ("2.5", "must be a whole number, got 2.5"),
        ("many", "must be a whole number, got 'many'"),
        ("9000", "must be at most the 8000 training rows, got 9000"),
    ],
)
def test_an_impossible_batch_size_of_its_own_is_refused_at_its_place(typed: str, why: str) -> None:
    app = unfold(open_app(), "popover")
    named(app.text_input, "Batch size").set_value(typed).run()
    assert not app.exception
    assert experiment(app) == Experiment.preset("own_best")
    assert complaint_at(app, named(app.text_input, "Batch size")).startswith(why)


def test_the_last_racer_says_why_it_stays() -> None:
    app = unfold(open_app(to_link(Experiment(racers=(Racer(optimizer="adam"),)))), "popover")
    assert [each.disabled for each in app.button if each.label == "Remove"] == [True]
    assert "a race needs at least one racer" in said(app)


def test_what_the_new_racer_would_make_too_many_steps_is_said() -> None:
    app = unfold(open_app("batch_size=1&epochs=200&racer=sgd"), "popover")
    named(app.selectbox, "Add a racer").select("adam").run()
    assert not app.exception
    assert len(experiment(app).racers) == 1
    assert f"{MAX_STEPS:,}" in complaints(app)[0]


@pytest.mark.parametrize("what", ["Duplicate", "Optimizer"])
def test_a_refused_change_of_a_racer_is_said(what: str) -> None:
    app = unfold(open_app("batch_size=1&epochs=200&racer=gd&racer=sgd"), "popover")
    before = experiment(app)
    if what == "Duplicate":
        named(app.button, "Duplicate", 1).click().run()
    else:
        named(app.selectbox, "Optimizer").select("adam").run()
    assert not app.exception
    assert experiment(app) == before
    assert f"{MAX_STEPS:,}" in complaints(app)[0]
