"""Why a run ended, in words; when it arrived."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.history import History, Status
from optim_core.measure import steps_to_tolerance


def reason(optimizer="gd", batch_size=32, epochs=300, threshold=None, **hypers):
    racers = [{"optimizer": optimizer, "hypers": hypers}]
    experiment = Experiment(epochs=epochs, batch_size=batch_size, threshold=threshold, racers=racers)
    (one,) = run(experiment).runs
    return one.status, one.reason


def test_budget():
    assert reason(lr=0.1, epochs=3) == ("budget", "used all 3 epochs")
    assert reason(lr=0.1, epochs=1) == ("budget", "used its one epoch")


@pytest.mark.parametrize(("optimizer", "rate"), [("lion", 1e-4), ("adam", 0.01), ("gd", 1e-5)])
def test_who_hardly_moves_is_told_with_what_rate(optimizer, rate):
    status, why = reason(optimizer, lr=rate, epochs=3)
    assert status == "budget"
    assert why == f"used all 3 epochs for less than 1 % of the way down, at learning rate {rate:g}"


def test_who_climbs_or_has_nowhere_to_go_is_not_told_to_hardly_move():
    saddle = {"kind": "surface", "function": "saddle"}
    gd = [{"optimizer": "gd", "hypers": {"lr": 1e-9}}]
    assert run(Experiment(problem=saddle, epochs=3, racers=gd)).runs[0].reason == "used all 3 steps"
    beale = {"kind": "surface", "function": "beale"}
    still = run(Experiment(problem=beale, start=(3, 0.5), epochs=3, racers=gd)).runs[0]
    assert still.reason == "used all 3 steps"
    slow = run(Experiment(problem=beale, epochs=3, racers=gd)).runs[0]
    assert slow.reason == "used all 3 steps for less than 1 % of the way down, at learning rate 1e-09"
    up = [{"optimizer": "gd", "hypers": {"lr": 0.5}}]
    climbing = run(Experiment(problem=beale, start=(3, 0.6), epochs=1, racers=up)).runs[0]
    assert climbing.gap[-1] > climbing.gap[0]
    assert climbing.reason == "used its one step"


def test_threshold_reached_while_falling():
    status, why = reason(lr=0.5, epochs=1000, threshold=1e-6)
    assert status == "threshold"
    assert "fell by only" in why
    assert "at least 1e-06" in why


@pytest.mark.parametrize(
    ("optimizer", "hypers", "limit"),
    [
        ("gd", {"lr": 0.6}, "2/L = 0.578"),
        ("momentum", {"lr": 1.2, "mu": 0.9}, "2(1 + μ)/L = 1.1"),
        ("nesterov", {"lr": 0.45, "mu": 0.9}, "2(1 + μ)/((1 + 2μ)L) = 0.392"),
    ],
)
def test_divergence_names_the_limit(optimizer, hypers, limit):
    status, why = reason(optimizer, batch_size=8000, **hypers)
    assert status == "diverged"
    assert f"learning rate {hypers['lr']:g} is above the stability limit {limit}" in why


@pytest.mark.parametrize(
    ("optimizer", "hypers"),
    [("gd", {"lr": 0.57}), ("momentum", {"lr": 1.0, "mu": 0.9}), ("nesterov", {"lr": 0.38, "mu": 0.9})],
)
def test_below_the_limit_nothing_diverges(optimizer, hypers):
    assert reason(optimizer, batch_size=8000, epochs=2000, **hypers)[0] == "budget"


def test_single_batches_can_be_too_steep():
    status, why = reason("sgd", batch_size=1, lr=0.57, epochs=5)
    assert status == "diverged"
    assert "single mini-batches of 1 are steeper" in why


def test_too_large_for_a_number():
    status, why = reason(lr=1e300)
    assert status == "diverged"
    assert "became too large for a number at step 1" in why


def scheduled_reason(lr, schedule, **schedule_hypers):
    racer = {
        "optimizer": "gd",
        "hypers": {"lr": lr},
        "schedule": schedule,
        "schedule_hypers": schedule_hypers,
    }
    experiment = Experiment(epochs=300, racers=[racer])
    (one,) = run(experiment).runs
    assert one.status == "diverged"
    return one.reason, experiment.rates(experiment.racers[0])[: one.steps]


def test_divergence_under_a_schedule_names_the_highest_rate_so_far():
    why, used = scheduled_reason(0.01, "exponential", end=1e5)
    assert 0.578 < used[-1] < 100
    assert f"the highest learning rate so far, {used[-1]:g}, is above the stability limit 2/L = 0.578" in why
    why, used = scheduled_reason(5.0, "cosine")
    assert used[-1] < 5
    assert "the highest learning rate so far, 5, is above the stability limit" in why


def test_rates_without_a_limit():
    status, why = reason("adam", lr=1e200)
    assert status == "diverged"
    assert "makes its steps too long" in why


def history(*gaps):
    n = len(gaps) - 1
    columns = np.stack([gaps, gaps], axis=1)
    return History(columns, columns, np.empty((n, 2)), np.empty((n, 2, 0)), Status.BUDGET)


def test_steps_to_tolerance_is_the_first_arrival():
    assert steps_to_tolerance(history(9.0, 0.5, 2.0, 0.1), arrived=1) == 1
    assert steps_to_tolerance(history(9.0, 1.1), arrived=1) is None
    assert steps_to_tolerance(history(0.0, 9.0), arrived=1) == 0
