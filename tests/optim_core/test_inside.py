"""What is said of a step is what happened in it."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.catalogue import OPTIMIZERS
from optim_core.inside import measures, values_at
from optim_core.working import NEXT

STEPS = np.array([1, 2, 3, 7, 20])


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_number_of_a_step_agrees_with_the_run(optimizer: str) -> None:
    experiment = Experiment(epochs=20, batch_size=4000, racers=({"optimizer": optimizer},))
    [each] = run(experiment).runs
    history, rule = each.history, each.racer.rule
    found = values_at(experiment, each, STEPS)
    np.testing.assert_allclose(found[NEXT], history.path[STEPS], rtol=1e-12)
    np.testing.assert_array_equal(found["x"], history.path[STEPS - 1])
    np.testing.assert_array_equal(found["g"], history.grads[STEPS - 1])
    np.testing.assert_array_equal(found["t"], STEPS)
    for k, field in enumerate(rule.State._fields):
        np.testing.assert_allclose(found[field], history.states[STEPS - 1, :, k], rtol=1e-10)
        np.testing.assert_array_equal(found[f"s.{field}"][1:], history.states[STEPS[1:] - 2, :, k])
        assert (found[f"s.{field}"][0] == getattr(rule.init(0.0), field)).all()
    np.testing.assert_array_equal(found["lr"], experiment.rates(each.racer)[STEPS - 1])
    for name, value in each.racer.hypers.items():
        assert (found[name] == value).all()
    np.testing.assert_allclose(found["batch.g_m"], found["g"][:, 0], rtol=1e-12)


def test_the_measures_of_gradient_descent_are_known() -> None:
    experiment = Experiment(epochs=5, racers=({"optimizer": "gd", "hypers": {"lr": 0.25}},))
    [each] = run(experiment).runs
    found = measures(each, np.arange(5))
    np.testing.assert_allclose(found["cosine"], 1)
    np.testing.assert_allclose(found["per_slope"], 0.25, rtol=1e-6)
    np.testing.assert_allclose(found["step_length"], 0.25 * found["slope_length"], rtol=1e-9)
    np.testing.assert_allclose(found["full_length"], found["slope_length"], rtol=1e-9)
    np.testing.assert_allclose(found["moved"].sum(axis=0), each.path[-1] - each.path[0])


def test_where_there_is_no_slope_there_is_no_angle() -> None:
    scaled = {"x_scale": "standard", "y_scale": "standard"}
    experiment = Experiment(problem=scaled, start=(0.0, 0.0), epochs=2, racers=({"optimizer": "gd"},))
    [each] = run(experiment).runs
    each.history.grads[1] = 0
    assert np.isnan(measures(each, np.array([1]))["cosine"]).all()
