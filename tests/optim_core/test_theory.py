"""What theory says about a quadratic is what happens on it."""

from typing import cast

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Experiment, run
from optim_core.batches import batch_means
from optim_core.landscape import Landscape
from optim_core.theory import (
    batch_covariance,
    condition_number,
    curvatures,
    directions,
    fastest,
    local_bowl,
    nearest_bowl,
    noise_ball,
    observed_rate,
    predicted_rate,
    stability_limit,
)

HESSIAN = np.array([[1.7, 1.6], [1.6, 2.0]])


def test_curvature_along_its_own_direction():
    for curvature, direction in zip(curvatures(HESSIAN), directions(HESSIAN).T, strict=True):
        assert direction @ direction == pytest.approx(1)
        np.testing.assert_allclose(HESSIAN @ direction, curvature * direction, rtol=1e-12)


def test_condition_numbers():
    low, high = curvatures(HESSIAN)
    assert condition_number(HESSIAN) == high / low
    assert condition_number(2 * np.eye(2)) == 1
    assert condition_number(np.diag([0.0, 1.0])) == np.inf


@pytest.mark.parametrize(
    "racer",
    [
        {"optimizer": "gd"},
        {"optimizer": "momentum", "hypers": {"mu": 0.5}, "batch_size": 8000},
        {"optimizer": "nesterov", "hypers": {"mu": 0.5}, "batch_size": 8000},
    ],
)
def test_runs_shrink_below_the_limit_and_grow_above_it(racer):
    (found,) = Experiment(racers=[racer]).racers
    surface = run(Experiment(epochs=1, racers=[racer])).surface
    limit = stability_limit(found, surface.train.hessian)
    assert limit is not None
    for factor, status in ((0.97, "budget"), (1.03, "diverged")):
        hypers = {**found.hypers, "lr": factor * limit}
        (one,) = run(Experiment(epochs=2000, racers=[{**racer, "hypers": hypers}])).runs
        assert one.status == status
        assert status == "diverged" or one.gap[-1] < 1e-6 * one.gap[0]


def test_no_limit_is_known_for_adaptive_rules():
    assert stability_limit(Experiment(racers=[{"optimizer": "adam"}]).racers[0], HESSIAN) is None


LINEAR = [id for id, rule in OPTIMIZERS.items() if rule.limit is not None]


def racer(optimizer, **hypers):
    (found,) = Experiment(racers=[{"optimizer": optimizer, "hypers": hypers}]).racers
    return found


def walk(one, hessian=HESSIAN, steps=2000):
    """Gaps of the rule itself on ½ xᵀHx, with exact gradients."""
    x = np.array([3.0, -2.0])
    s = one.rule.init(x)
    gaps = [0.5 * x @ hessian @ x]
    for t in range(1, steps + 1):
        x, s = one.rule.step(x, hessian @ x, t, s, **one.hypers)
        gaps.append(0.5 * x @ hessian @ x)
    return np.array(gaps)


@pytest.mark.parametrize("optimizer", LINEAR)
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_the_predicted_rate_is_the_observed_one(optimizer, share):
    one = racer(optimizer)
    limit = stability_limit(one, HESSIAN)
    assert limit is not None
    one = racer(optimizer, lr=share * limit)
    seen = observed_rate(walk(one))
    assert seen == pytest.approx(predicted_rate(one, HESSIAN), rel=0.02)


@pytest.mark.parametrize("optimizer", LINEAR)
def test_the_fastest_settings_have_their_rate_and_no_others_near_are_faster(optimizer):
    best = fastest(racer(optimizer), HESSIAN)
    assert best is not None
    # At the optimum two roots meet, and a double root is only as exact as the square root of a digit.
    assert predicted_rate(racer(optimizer, **best.settings), HESSIAN) == pytest.approx(best.rate, rel=1e-6)
    for name in best.settings:
        for factor in (0.97, 1.03):
            other = best.settings | {name: best.settings[name] * factor}
            rate = predicted_rate(racer(optimizer, **other), HESSIAN)
            assert rate is not None
            assert rate > best.rate


def test_theory_is_silent_about_adaptive_rules_and_where_there_is_no_bowl():
    assert predicted_rate(racer("adam"), HESSIAN) is None
    assert fastest(racer("adam"), HESSIAN) is None
    assert fastest(racer("gd"), np.diag([-1.0, 2.0])) is None
    assert stability_limit(racer("gd"), np.zeros((2, 2))) is None


def test_the_nearest_bowl_is_the_nearest():
    class Two:
        minima = ((0.0, 0.0, 0.0), (3.0, 1.0, 0.0), (-3.0, 1.0, 0.0))

        def hessian(self, p):
            return HESSIAN if p[0] >= 0 else -HESSIAN

    surface = cast(Landscape, Two())  # it has all that is asked of it here
    bowl = nearest_bowl(surface, np.array([2.0, 2.0]))
    assert bowl is not None
    point, hessian = bowl
    assert point.tolist() == [3.0, 1.0]
    assert hessian is HESSIAN
    assert nearest_bowl(surface, np.array([-2.0, 2.0])) is None, "no bowl there"


def surface_of(function, **settings):
    racers = settings.pop("racers", [{"optimizer": "gd", "hypers": {"lr": 0.001}}])
    return run(Experiment(problem={"kind": "surface", "function": function}, racers=racers, **settings))


@pytest.mark.parametrize(("function", "start"), [("rastrigin", (3.3, -2.4)), ("ackley", (1.1, 0.1))])
def test_where_there_are_more_dimples_than_listed_it_is_the_one_a_run_ended_in(function, start):
    result = surface_of(function, start=start, epochs=2000)
    end = result.runs[0].path[-1]
    reference, bowl = local_bowl(result)
    assert reference is result.runs[0]
    assert bowl is not None
    assert np.hypot(*(bowl[0] - end)) < 0.2
    assert np.hypot(*(bowl[0] - result.surface.minima[0][:2])) > 0.5
    np.testing.assert_allclose(result.surface.grad(bowl[0]), 0, atol=1e-4)
    assert curvatures(bowl[1])[0] > 0


def test_who_diverged_is_not_asked_where():
    racers = [{"optimizer": "gd", "hypers": {"lr": 50}}, {"optimizer": "gd", "hypers": {"lr": 0.05}}]
    result = surface_of("hills", start=(4.5, 5.0), epochs=300, racers=racers)
    reference, bowl = local_bowl(result)
    assert result.runs[0].status == "diverged"
    assert reference is result.runs[1]
    assert bowl is not None
    assert bowl[0] == pytest.approx(reference.path[-1], abs=1e-3)


def test_a_swing_that_passes_close_by_the_bottom_does_not_end_the_fit():
    steps = np.arange(600)
    gaps = 0.9**steps * (1e-4 + np.cos(0.7 * steps) ** 2)
    gaps += 1e-6 * (1 + np.sin(steps))  # the floor it shakes at
    gaps[20] = 1e-9  # by chance
    assert observed_rate(gaps) == pytest.approx(np.sqrt(0.9), abs=0.01)


def test_mini_batches_are_fitted_above_their_floor():
    racers = [{"optimizer": "momentum", "hypers": {"lr": 0.0125}}]
    for seed in range(5):
        (one,) = run(Experiment(seed=seed, epochs=20, batch_size=256, racers=racers)).runs
        predicted = predicted_rate(one.racer, one.surface.hessian(np.zeros(2)))
        assert observed_rate(one.gap) == pytest.approx(predicted, abs=0.01)


def test_nothing_is_fitted_to_what_hardly_came_down():
    assert observed_rate(np.linspace(10, 1, 1000)) is None


def test_no_single_rate_is_predicted_where_a_schedule_changes_it():
    racers = [
        {"optimizer": "gd", "hypers": {"lr": 0.1}, "schedule": schedule}
        for schedule in ("cosine", "constant")
    ]
    scheduled, constant = Experiment(racers=racers).racers
    assert predicted_rate(scheduled, np.eye(2)) is None
    assert predicted_rate(constant, np.eye(2)) == pytest.approx(0.9)


def test_nothing_is_fitted_to_too_few_steps():
    assert observed_rate(np.array([1.0, 0.5, 0.25])) is None


def test_the_covariance_of_mini_batches_is_that_of_all_their_draws():
    rng = np.random.RandomState(0)
    x, y = rng.randn(64), rng.randn(64)
    p = np.array([0.5, -0.2])
    means = batch_means(x, y, 4000, 8, rng)
    m, b = p
    g = np.stack(
        [2 * (m * means[:, 2] + b * means[:, 0] - means[:, 3]), 2 * (m * means[:, 0] + b - means[:, 1])]
    )
    np.testing.assert_allclose(batch_covariance(x, 2 * (m * x + b - y), 8), np.cov(g), rtol=0.05, atol=0.005)


@pytest.mark.parametrize(("batch_size", "least", "most"), [(8, 0.75, 1.1), (64, 0.1, 0.5)])
def test_sgd_shakes_as_the_noise_ball_says_and_less_in_short_epochs(batch_size, least, most):
    problem = {"rows": 2000, "x_scale": "standard", "y_scale": "standard"}
    racers = [{"optimizer": "sgd", "hypers": {"lr": 0.02}}]
    (one,) = run(Experiment(problem=problem, epochs=200, batch_size=batch_size, racers=racers)).runs
    surface = one.surface
    covariance = batch_covariance(surface.x_train, surface.pulls(surface.train.bottom), batch_size)
    predicted = noise_ball(0.02, surface.train.hessian, covariance)
    assert least * predicted < np.mean(one.gap[len(one.gap) // 2 :]) < most * predicted
    assert noise_ball(3.0, surface.train.hessian, covariance) is None
