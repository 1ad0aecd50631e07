"""The gradient from a batch's means is the gradient the run used; a batch's bowl is that batch's own."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.batches import orders
from optim_core.bowl import Bowl
from optim_core.gradient import MEANS, batches, errors, of_means
from optim_core.setup import set_up


@pytest.mark.parametrize("optimizer", ["gd", "sgd", "adam"])
def test_it_is_the_gradient_of_every_step(optimizer: str) -> None:
    experiment = Experiment(epochs=3, batch_size=300, racers=({"optimizer": optimizer},))
    [each] = run(experiment).runs
    found = batches(experiment, each, np.arange(each.steps))
    used = np.stack([found.values["g_m"], found.values["g_b"]], axis=1)
    np.testing.assert_allclose(used, each.history.grads, rtol=1e-12)


def test_the_means_are_those_of_the_rows_of_the_batch() -> None:
    experiment = Experiment(epochs=2, batch_size=1000, racers=({"optimizer": "sgd"},))
    [each] = run(experiment).runs
    setup = set_up(experiment.problem, experiment.seed, None)
    last = list(orders(len(setup.surface.x_train), 2, setup.rng))[-1][-1000:]
    x, y = setup.surface.x_train[last], setup.surface.y_train[last]
    found = batches(experiment, each, np.array([each.steps - 1]))
    shown = [found.values[name][0] for name in MEANS]
    np.testing.assert_allclose(shown, [x.mean(), y.mean(), (x * x).mean(), (x * y).mean()], rtol=1e-12)
    m, b = each.path[-2]
    np.testing.assert_allclose(found.values["mean_e"], np.mean(m * x + b - y), rtol=1e-9)
    bowl = Bowl.of(x, y)
    np.testing.assert_allclose(found.hessian[0], bowl.hessian, rtol=1e-12)
    np.testing.assert_allclose(found.bottom[0], bowl.bottom, rtol=1e-9)


@pytest.mark.parametrize(("optimizer", "loss"), [("sgd", "mae"), ("gd", "huber")])
def test_of_any_loss_the_mean_error_is_that_of_the_rows_of_the_batch(optimizer: str, loss: str) -> None:
    problem = {"rows": 100, "loss": loss}
    experiment = Experiment(epochs=3, problem=problem, batch_size=30, racers=({"optimizer": optimizer},))
    [each] = run(experiment).runs
    setup = set_up(experiment.problem, experiment.seed, None)
    taken = orders(len(setup.surface.x_train), 3, setup.rng)
    batch = list(taken)[-1][-(80 % 30) :] if optimizer == "sgd" else np.arange(80)
    x, y = setup.surface.x_train[batch], setup.surface.y_train[batch]
    m, b = each.path[-2]
    found = errors(experiment, each, np.array([each.steps - 1]))
    wanted = {"m": m, "b": b, "mean_x": x.mean(), "mean_y": y.mean(), "mean_e": np.mean(m * x + b - y)}
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        np.testing.assert_allclose(found[name], [value], rtol=1e-9, err_msg=name)


def test_a_batch_of_one_row_has_a_valley_and_its_nearest_place_is_named() -> None:
    experiment = Experiment(epochs=1, problem={"rows": 50}, batch_size=1, racers=({"optimizer": "sgd"},))
    [each] = run(experiment).runs
    found = batches(experiment, each, np.arange(each.steps))
    m, b = found.bottom.T
    gone = of_means(m=m, b=b, **{name: found.values[name] for name in MEANS})
    np.testing.assert_allclose(gone, 0, atol=1e-6 * np.abs(each.history.grads).max())
    away = found.bottom - each.path[:-1]
    np.testing.assert_allclose(away[:, 0], away[:, 1] * found.values["mean_x"], rtol=1e-6, atol=1e-9)
