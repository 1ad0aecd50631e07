"""What theory says about a quadratic is what happens on it."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.theory import condition_number, curvatures, directions, stability_limit

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
