"""A fair race."""

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.sweep import Axis, Cancel, Sweep, run_sweep
from optim_core.sweep.tune import FairRace, run_fair_race, stream_fair_race

RACE = FairRace(
    experiment=Experiment(
        problem={"rows": 500}, epochs=5, racers=[{"optimizer": "sgd"}, {"optimizer": "adam"}]
    ),
    budget=20,
    tuning_seeds=2,
    race_seeds=3,
)
RESULT = run_fair_race(RACE)


def test_the_same_budget_and_the_best_of_it_wins():
    for tuned in RESULT.tuned:
        assert len(tuned.tried.median()) == 20
        assert tuned.tried.records.shape[1] == 2
        best = np.argmin(tuned.tried.median())
        assert tuned.value == tuned.tried.median()[best]
        assert list(tuned.winner.hypers.values()) == tuned.tried.sampling.settings[best].tolist()


def test_the_race_is_on_other_seeds():
    assert RESULT.fair.seeds == RESULT.unfair.seeds == (44, 45, 46)
    assert RESULT.fair.experiment.racers == tuple(tuned.winner for tuned in RESULT.tuned)


def test_the_unfair_race_shares_one_learning_rate_and_all_defaults():
    adam = RESULT.unfair.experiment.racers[1]
    assert adam.hypers == {**adam.rule.settings(), "lr": 0.01}


def test_robustness_is_the_share_of_good_losses():
    for tuned in RESULT.tuned:
        loss = tuned.tried.median("train_loss")
        assert tuned.robustness == np.mean(loss <= 1.1 * loss.min())
        assert 0 < tuned.robustness < 1


def test_good_decades_are_measured_along_the_learning_rate():
    winner = RESULT.tuned[0].winner
    axis = Axis(name="lr", low=1e-4, high=10, scale="log", n=51)
    loss = run_sweep(Sweep(experiment=RACE.experiment.only(winner), x=axis, seeds=2)).median("train_loss")[0]
    good = loss <= 1.1 * loss.min()
    first, last = np.flatnonzero(good)[[0, -1]]
    assert good[first : last + 1].all()  # so the definition is simple here
    assert RESULT.tuned[0].good_rates == (axis.values[first], axis.values[last])
    assert RESULT.tuned[0].good_decades == pytest.approx(0.1 * (last - first + 1))


def test_on_a_surface_ten_percent_are_of_the_way_down():
    surface = {"kind": "surface", "function": "rosenbrock"}
    race = FairRace(
        experiment=Experiment(problem=surface, epochs=300, racers=[{"optimizer": "adam"}]), budget=16
    )
    (tuned,) = run_fair_race(race).tuned
    loss = tuned.tried.median("gap")
    assert tuned.robustness == np.mean(loss <= loss.min() + 0.1 * 24.2)  # f(-1.2, 1) = 24.2
    assert tuned.robustness > np.mean(loss <= 1.1 * loss.min())


def test_only_the_learning_rate_is_tuned():
    race = RACE.model_copy(update={"hypers": ("lr", "mu")})
    for tuned in run_fair_race(race).tuned:
        assert list(tuned.ranges) == ["lr"]
        rule = tuned.winner.rule
        assert tuned.winner.hypers == {**rule.settings(), "lr": tuned.winner.hypers["lr"]}


def test_every_racer_must_have_something_to_tune():
    with pytest.raises(ValueError, match="every racer, and SGD has only lr"):
        FairRace(experiment=RACE.experiment, hypers=("beta1",))


def test_picked_on_the_test_rows():
    race = RACE.model_copy(update={"measure": "test_loss"})
    assert race.judged_on == "test"
    tried = run_fair_race(race).tuned[0].tried
    assert tried.best() == np.argmin(tried.median("test_loss"))


def test_cancelled():
    cancel = Cancel()
    race = stream_fair_race(RACE, cancel)
    assert next(race).words == "Tuning SGD"
    cancel.set()
    assert list(race) == []
