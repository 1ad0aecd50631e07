"""Links: everything in them, and nonsense in them mended one value at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from optim_core import PRESETS, SCHEDULES, Experiment
from optim_core.link import from_link, mended, to_link
from optim_core.table import SHORT

HOME = Experiment.preset("own_best")


@pytest.mark.parametrize("preset", PRESETS)
def test_round_trip(preset):
    experiment = Experiment.preset(preset)
    assert from_link(to_link(experiment)) == experiment


@given(st.text(max_size=60), st.floats(-1e12, 1e12), st.floats(1e-300, 1e300))
def test_round_trip_of_anything(label, m, lr):
    experiment = Experiment(
        start=(m, -m),
        threshold=1e-6,
        racers=[{"optimizer": "adam", "label": label, "hypers": {"lr": lr}, "batch_size": 9}],
    )
    assert from_link(to_link(experiment)) == experiment


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_round_trip_of_a_schedule(schedule):
    plain = {"optimizer": "adam", "label": "schedule.low=1;schedule=step"}
    other = {name: (hyper.default + 1) / 2 for name, hyper in SCHEDULES[schedule].hypers.items()}
    experiment = Experiment(racers=[{**plain, "schedule": schedule, "schedule_hypers": other}, plain])
    assert from_link(to_link(experiment)) == experiment


@pytest.mark.parametrize(
    "problem",
    [
        {"kind": "surface", "function": "ravine", "parameters": {"kappa": 7.5, "angle": -30}, "noise": 0.1},
        {"kind": "formula", "text": "exp(x) + 100*y**2", "window": (-1e-3, 2.5, -4, 1e6)},
        {"kind": "linear_regression", "data": "iris", "loss": "huber", "delta": 0.3},
        {"kind": "linear_regression", "data": f"upload:{'0' * SHORT}", "x": "none", "y": "a;b=1,2&c"},
    ],
)
def test_round_trip_of_a_problem(problem):
    experiment = Experiment(problem=problem, racers=[{"optimizer": "gd"}])
    assert from_link(to_link(experiment)) == experiment
    assert mended(to_link(experiment), HOME) == (experiment, [])


def test_a_schedule_is_written_out_unless_it_is_constant():
    racer = {"optimizer": "gd"}
    assert "schedule" not in to_link(Experiment(racers=[racer]))
    link = to_link(Experiment(racers=[{**racer, "schedule": "cosine", "schedule_hypers": {"low": 0.1}}]))
    assert link.endswith(";schedule=cosine;schedule.low=0.1")


def test_every_value_is_written():
    link = to_link(Experiment(racers=[{"optimizer": "adam"}]))
    for part in ("v=1", "x=carat", "rows=10000", "seed=42", "epochs=100", "threshold=none", "beta2=0.999"):
        assert part in link


@pytest.mark.parametrize(
    ("query", "kept", "complaints"),
    [
        ("epochs=7&seed=3", {"epochs": 7, "seed": 3}, []),
        ("epochs=lots&seed=3", {"seed": 3}, ["epochs"]),
        ("epochs=-1&batch_size=0&x=colour", {}, ["epochs", "batch_size", "problem.x"]),
        ("nonsense=1", {}, ["nonsense"]),
        ("a.b=1&epochs=7&x=colour", {"epochs": 7}, ["a.b", "problem.x"]),
        ("start=1,2", {"start": (1, 2)}, []),
        ("start=1,huge", {}, ["start.1"]),
        ("start=5", {}, ["start"]),
        ("batch_size=99999", {}, ["batch_size"]),
        ("problem=hard&epochs=7", {"epochs": 7}, ["problem"]),
        ("racers=none&epochs=7", {"epochs": 7}, ["racers"]),
        ("kind=none", {}, ["problem.kind"]),
    ],
)
def test_impossible_values_fall_back_and_are_named(query, kept, complaints):
    experiment, notes = mended(query, HOME)
    assert sorted(".".join(map(str, note.path)) for note in notes) == sorted(complaints)
    assert experiment == HOME.model_copy(update=kept)


@pytest.mark.parametrize("query", ["data=tips", "rows=300", "data=iris&x_scale=standard", "rows=20&epochs=7"])
def test_the_fallbacks_batches_give_way_to_few_rows(query):
    experiment, notes = mended(f"{query}&racer=adam;lr=3", Experiment.preset("own_best"))
    assert notes == []
    assert experiment.racers[0].hypers["lr"] == 3
    assert experiment.batch_size <= experiment.problem.train_rows < 400


def test_a_column_that_is_taken_changes_places_with_the_other():
    experiment, [note] = mended("x=price&racer=adam;lr=3&epochs=7", HOME)
    assert (experiment.problem.x, experiment.problem.y) == ("price", "carat")
    assert str(note) == "problem.y: must be another column than x, got 'price'"
    assert experiment.epochs == 7


def test_of_too_much_work_the_racers_stay():
    query = "loss=mae&rows=53940&batch_size=1&epochs=39&racer=sgd;lr=0.001"
    experiment, [note] = mended(query, HOME)
    assert [racer.optimizer for racer in experiment.racers] == ["sgd"]
    assert note.path == ("epochs",)


def test_an_impossible_hyperparameter_falls_back_to_its_default():
    experiment, notes = mended("racer=adam;lr=-3;beta1=0.5", HOME)
    assert experiment.racers[0].hypers["lr"] == 1e-3
    assert experiment.racers[0].hypers["beta1"] == 0.5
    assert [str(note) for note in notes] == ["racers.0.hypers.lr: must be a number above 0, got '-3'"]


def test_racers_are_counted_as_the_link_has_them_also_after_one_was_left_out():
    experiment, notes = mended("racer=zzz;lr=1&racer=adam;lr=-1", HOME)
    assert [racer.optimizer for racer in experiment.racers] == ["adam"]
    assert [note.path[:2] for note in notes] == [("racers", 0), ("racers", 1)]
    assert notes[0].why.endswith("this racer is left out")
    assert "left out" not in notes[1].why


def test_a_whole_link_without_racers_says_so():
    experiment, [note] = mended("v=1&epochs=7", HOME)
    assert experiment == HOME.model_copy(update={"epochs": 7})
    assert str(note) == "racers: the link has none; here are others"
    assert not mended("epochs=7", HOME)[1]


def test_what_is_given_twice_is_named_and_the_last_counts():
    experiment, notes = mended("epochs=3&epochs=4&racer=adam;lr=1;lr=2&racer=adam;lr=5", HOME)
    assert experiment.epochs == 4
    assert [racer.hypers["lr"] for racer in experiment.racers] == [2, 5]
    assert [str(note) for note in notes] == [
        "epochs: is given more than once; the last counts: '4'",
        "racers.0.lr: is given more than once; the last counts: '2'",
    ]


@pytest.mark.parametrize(
    ("racer", "left", "complaint"),
    [
        (
            "schedule=step;schedule.gamma=7;schedule.every=0.5",
            ("step", {"every": 0.5, "gamma": 0.5}),
            "hypers.gamma",
        ),
        ("schedule=step;schedule.gama=0.1", ("step", {"every": 0.25, "gamma": 0.5}), "hypers.gama"),
        ("schedule=magic;schedule.gamma=0.1", ("constant", {}), "schedule"),
        ("schedule.low=0.1", ("constant", {}), "hypers.low"),
        ("schedule=cosine;schedule.=0.1", ("cosine", {"low": 0}), "hypers."),
        ("schedule=cosine;schedule.low.5=1", ("cosine", {"low": 0}), "hypers.low.5"),
    ],
)
def test_an_impossible_schedule_is_mended(racer, left, complaint):
    experiment, (note,) = mended(f"racer=adam;lr=3;{racer}", HOME)
    (mended_racer,) = experiment.racers
    assert (mended_racer.schedule, mended_racer.schedule_hypers) == left
    assert mended_racer.hypers["lr"] == 3
    assert ".".join(map(str, note.path)).endswith(complaint)


def test_an_unknown_optimizer_is_left_out():
    experiment, notes = mended("racer=adam&racer=magic;lr=1", HOME)
    assert [racer.optimizer for racer in experiment.racers] == ["adam"]
    assert "magic" in str(notes[0])


def test_no_racer_left():
    experiment, notes = mended("racer=magic", HOME)
    assert experiment.racers == HOME.racers
    assert notes


def test_nine_racers_are_eight():
    experiment, notes = mended("&".join(["racer=gd"] * 9), HOME)
    assert len(experiment.racers) == 8
    assert "at most 8" in str(notes[0])


def test_thousands_of_racers_are_eight_too():
    found, notes = mended("&".join(["racer=adam;lr=1"] * 3000), HOME)
    assert len(found.racers) == 8
    assert [str(note) for note in notes] == ["racers: must hold at most 8, got 3000"]


def test_what_no_link_has_is_named_and_the_rest_counts():
    strangers = "&".join(f"stranger{i}={i}" for i in range(45))
    found, notes = mended(f"epochs=7&{strangers}", HOME)
    assert found.epochs == 7
    assert str(notes[0]).startswith("stranger0: there is no such field; there are data, x, y, ")
    assert str(notes[0]).endswith(", racer, got '0'")
    assert [str(note) for note in notes[40:]] == ["and 5 more"]


def test_a_link_that_cannot_be_mended_is_left_aside_and_says_so():
    unknown = ";".join(f"b{i}=1" for i in range(100))
    found, notes = mended(f"epochs=7&racer=adam;{unknown}", HOME)
    assert found == HOME
    assert str(notes[-1]) == "too much is wrong to mend it: nothing of it is used"


@given(st.text(max_size=200))
def test_any_text_opens_something(query):
    assert isinstance(mended(query, HOME)[0], Experiment)


@given(
    st.dictionaries(
        st.sampled_from(["v", "x", "rows", "epochs", "start", "racer", "seed", "kind"]),
        st.lists(st.text(max_size=20), min_size=1, max_size=3),
    )
)
def test_any_values_open_something(query):
    assert isinstance(mended(query, HOME)[0], Experiment)


def test_strictly_read_a_bad_link_is_refused():
    with pytest.raises(ValidationError):
        from_link("racer=adam&epochs=0")
