"""An Experiment is checked at once, survives JSON, and says what is wrong where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from optim_core import OPTIMIZERS, PRESETS, SCHEDULES, Experiment
from optim_core.complaints import complaints
from optim_core.experiment import MAX_STEPS

ADAM = {"optimizer": "adam"}


def refused(**arguments):
    """The complaints about an Experiment with these arguments, as text."""
    with pytest.raises(ValidationError) as caught:
        Experiment(**{"racers": [ADAM], **arguments})
    return [str(complaint) for complaint in complaints(caught.value)]


@pytest.mark.parametrize("preset", PRESETS)
def test_json_round_trip(preset):
    experiment = Experiment.preset(preset)
    assert Experiment.from_json(experiment.to_json()) == experiment


finite = st.floats(1e-12, 1e12)
racers = st.builds(
    lambda id, lr, label, schedule: {
        "optimizer": id,
        "hypers": {"lr": lr},
        "label": label,
        "schedule": schedule,
    },
    st.sampled_from(list(OPTIMIZERS)),
    finite,
    st.text(max_size=60),
    st.sampled_from(list(SCHEDULES)),
)


@given(
    st.lists(racers, min_size=1, max_size=8),
    st.one_of(st.none(), st.tuples(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))),
    st.one_of(st.none(), st.floats(0, 1e9)),
)
def test_json_round_trip_of_anything(racers, start, threshold):
    experiment = Experiment(racers=racers, start=start, threshold=threshold, epochs=2)
    assert Experiment.from_json(experiment.to_json()) == experiment


def test_all_hyperparameters_are_filled_in():
    (racer,) = Experiment(racers=[{"optimizer": "adam", "hypers": {"beta1": 0.5}}]).racers
    assert racer.hypers == {"lr": 1e-3, "beta1": 0.5, "beta2": 0.999, "eps": 1e-8}
    assert (racer.schedule, racer.schedule_hypers) == ("constant", {})
    (racer,) = Experiment(racers=[{**ADAM, "schedule": "step", "schedule_hypers": {"gamma": "0.2"}}]).racers
    assert racer.schedule_hypers == {"every": 0.25, "gamma": 0.2}


def test_the_rates_reach_over_all_planned_steps():
    experiment = Experiment(
        problem={"rows": 1000},
        epochs=4,
        batch_size=300,
        racers=[
            {**ADAM, "hypers": {"lr": 8}, "schedule": "step", "batch_size": 800},
            {"optimizer": "gd", "hypers": {"lr": 8}, "schedule": "step"},
            ADAM,
        ],
    )
    halved, too, constant = (experiment.rates(racer).tolist() for racer in experiment.racers)
    assert halved == too == [8, 4, 2, 1]
    assert constant == [1e-3] * 12


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        ({"epochs": 0}, "epochs", ["at least 1", "got 0"]),
        ({"epochs": "many"}, "epochs", ["whole number", "many"]),
        ({"seed": -1}, "seed", ["at least 0", "got -1"]),
        ({"batch_size": 8001}, "batch_size", ["at most the 8000 training rows", "got 8001"]),
        ({"racers": []}, "racers", ["at least 1"]),
        ({"racers": [ADAM] * 9}, "racers", ["at most 8"]),
        ({"racers": [{"optimizer": "adm"}]}, "racers.0.optimizer", ["one of gd, sgd", "'adm'"]),
        ({"racers": [{"optimizer": "adam", "hypers": {"lr": -1}}]}, "racers.0.hypers.lr", ["above 0", "-1"]),
        ({"racers": [{"optimizer": "adam", "hypers": {"lr": "nan"}}]}, "racers.0.hypers.lr", ["above 0"]),
        (
            {"racers": [{"optimizer": "adam", "hypers": {"lr": None}}]},
            "racers.0.hypers.lr",
            ["above 0", "nothing"],
        ),
        (
            {"racers": [{"optimizer": "adam", "hypers": {"mu": 1}}]},
            "racers.0.hypers.mu",
            ["no such", "beta1"],
        ),
        ({"racers": [{**ADAM, "schedule": "cos"}]}, "racers.0.schedule", ["one of constant, step", "'cos'"]),
        ({"racers": [{**ADAM, "schedule": None}]}, "racers.0.schedule", ["one of constant", "nothing"]),
        (
            {"racers": [ADAM, {**ADAM, "schedule": "step", "schedule_hypers": {"gamma": 2}}]},
            "racers.1.schedule_hypers.gamma",
            ["above 0 and at most 1", "got 2"],
        ),
        (
            {"racers": [{**ADAM, "schedule_hypers": {"low": 0}}]},
            "racers.0.schedule_hypers.low",
            ["Constant has no such hyperparameter; it has none"],
        ),
        (
            {"racers": [{**ADAM, "schedule_hypers": 3}]},
            "racers.0.schedule_hypers",
            ["must map names to numbers", "got 3"],
        ),
        ({"racers": [{**ADAM, "batch_size": 9000}]}, "racers.0.batch_size", ["8000", "9000"]),
        (
            {"racers": [{"optimizer": "gd", "batch_size": 8}]},
            "racers.0.batch_size",
            ["always takes all rows"],
        ),
        ({"problem": {"x": "cut"}}, "problem.x", ["carat", "'cut'"]),
        ({"problem": {"x": "price"}}, "problem.y", ["another column than x"]),
        ({"problem": {"rows": 10**9}}, "problem.rows", ["53940"]),
        ({"problem": {"train_share": 0.00001}}, "problem.train_share", ["at least 1 training row"]),
        ({"start": (float("inf"), 0)}, "start.0", ["finite"]),
        ({"start": (0, 1e13)}, "start.1", ["at most 1e+12"]),
        ({"threshold": float("nan")}, "threshold", ["finite"]),
        ({"threshold": -0.5}, "threshold", ["at least 0", "-0.5"]),
        ({"batch_size": 1, "epochs": 10000}, "epochs", ["80,000,000", f"{MAX_STEPS:,}", "fewer epochs"]),
        ({"speed": 3}, "speed", ["no such field", "there are problem, seed", "got 3"]),
        ({"epochs": True}, "epochs", ["yes or no"]),
        ({"start": [True, False]}, "start", ["yes or no"]),
        ({"problem": {"kind": "surface", "function": []}}, "problem.function", ["must be one of ackley"]),
        ({"problem": {"kind": "surface", "parameters": 5}}, "problem.parameters", ["map names", "got 5"]),
        ({"problem": {"kind": "hard"}}, "problem.kind", ["linear_regression, surface", "got 'hard'"]),
        ({"problem": {"x": ""}}, "problem.x", ["must not be empty"]),
        ({"problem": {"rows": 53_940}, "batch_size": 21_577, "epochs": 10_000}, "epochs", ["at most 695"]),
        (
            {"problem": {"loss": "mae", "rows": 53_940}, "batch_size": 1, "epochs": 30},
            "epochs",
            ["at most 92,695 steps", "fewer epochs or rows"],
        ),
    ],
)
def test_a_complaint_names_field_value_and_what_is_allowed(arguments, field, words):
    said = [text for text in refused(**arguments) if text.startswith(f"{field}: ")]
    assert said, refused(**arguments)
    for word in words:
        assert word in said[0]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"racers": 3}', "\x00"])
def test_broken_json_is_refused_in_words(text):
    with pytest.raises(ValidationError) as caught:
        Experiment.from_json(text)
    assert all(str(complaint) for complaint in complaints(caught.value))


HUGE = "1" + "0" * 400


@pytest.mark.parametrize(
    "fields",
    [
        f'"seed": {HUGE}',
        f'"start": [{HUGE}, 1]',
        f'"problem": {{"rows": {HUGE}}}',
        f'"threshold": -{HUGE}',
        f'"racers": [{{"optimizer": "adam", "hypers": {{"lr": {HUGE}}}}}]',
    ],
)
def test_numbers_beyond_every_float_are_refused_in_words(fields):
    text = f"{{{fields}}}" if "racers" in fields else f'{{{fields}, "racers": [{{"optimizer": "gd"}}]}}'
    with pytest.raises(ValidationError) as caught:
        Experiment.from_json(text)
    [complaint] = complaints(caught.value)
    assert "got a whole number beyond" in str(complaint)


def test_a_file_that_breaks_off_is_told_where_and_not_repeated():
    with pytest.raises(ValidationError) as caught:
        Experiment.from_json(b'{"epochs": 3')
    [complaint] = complaints(caught.value)
    assert str(complaint).startswith("not an Experiment as JSON")
    assert "line 1 column 12" in str(complaint)
    assert "b'" not in str(complaint)


def test_unknown_preset():
    with pytest.raises(ValueError, match="must be one of own_best, article"):
        Experiment.preset("nope")


def test_names_tell_twins_apart():
    names = Experiment(
        racers=[
            {"optimizer": "sgd"},
            {"optimizer": "adam", "hypers": {"lr": 1}},
            {"optimizer": "adam", "hypers": {"lr": 2}},
            {"optimizer": "adam", "hypers": {"lr": 2}, "batch_size": 7},
            {"optimizer": "adam", "hypers": {"lr": 2}, "batch_size": 7},
        ]
    ).names
    assert names[:3] == ("SGD", "Adam, lr 1, batch 32", "Adam, lr 2, batch 32")
    assert names[3:] == ("Adam, lr 2, batch 7 #1", "Adam, lr 2, batch 7 #2")


def test_no_two_racers_ever_share_a_name():
    racers = [{**ADAM, "label": label} for label in ("x", "x", "x #2", "y", "x")]
    assert Experiment(racers=racers).names == ("x #1", "x #3", "x #2", "y", "x #4")


def test_thousands_of_racers_are_one_complaint():
    assert refused(racers=[{"optimizer": "zzz"}] * 3000, epochs=0) == [
        "epochs: must be at least 1, got 0",
        "racers: must hold at most 8, got 3000",
    ]


def test_rows_are_counted_once_for_each_size_of_batch():
    sgd = {"optimizer": "sgd"}
    much = {"problem": {"rows": 10_000}, "batch_size": 4000, "epochs": 3750}
    Experiment(**much, racers=[sgd, sgd, {"optimizer": "gd"}])
    assert refused(**much, racers=[sgd, {**sgd, "batch_size": 4001}]) == [
        "epochs: must be at most 1,875 with 8000 training rows in mini-batches of 2 sizes: "
        "take fewer epochs or rows, or batches of all rows, got 3750"
    ]


def test_names_tell_schedules_apart():
    cosine = {**ADAM, "schedule": "cosine"}
    names = Experiment(racers=[ADAM, cosine, {**cosine, "schedule_hypers": {"low": 0.1}}]).names
    assert names == ("Adam, constant", "Adam, cosine, low 0", "Adam, cosine, low 0.1")
    assert Experiment(racers=[cosine, {**cosine, "hypers": {"lr": 1}}]).names == (
        "Adam, lr 0.001",
        "Adam, lr 1",
    )


def test_a_racer_alone_has_its_own_name_only():
    experiment = Experiment(racers=[{"optimizer": "gd"}, {"optimizer": "adam"}, {"optimizer": "adam"}])
    assert len(experiment.names) == 3
    assert experiment.only(experiment.racers[1]).names == ("Adam",)
