"""The compiled loop equals the plain one, for every optimizer."""

from copy import deepcopy

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Experiment, engine, loop
from optim_core.history import Status
from optim_core.setup import set_up


def both(experiment):
    """The one racer's history, plain and compiled."""
    (racer,) = experiment.racers
    setup = set_up(experiment.problem, experiment.seed, experiment.start)
    ground = setup.surface.ground(experiment.epochs, experiment.batch_of(racer), deepcopy(setup.rng))
    return loop.descend(experiment, racer, setup), engine.descend(experiment, racer, setup, ground)


def assert_equal(plain, compiled, rtol=1e-12):
    """Every array equal, relative to the largest number of its column: zeros have no digits."""
    assert (plain.status, plain.steps) == (compiled.status, compiled.steps)
    for name in ("path", "gaps", "grads", "states"):
        a, b = getattr(plain, name), getattr(compiled, name)
        assert a.shape == b.shape
        scale = np.maximum(np.abs(a).max(axis=0, keepdims=True, initial=0), 1e-300)
        np.testing.assert_allclose(a / scale, b / scale, rtol=0, atol=rtol, err_msg=name)


SMALL = {"rows": 500}


@pytest.mark.parametrize("scale", ["raw", "standard"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_rule(optimizer, scale):
    problem = {**SMALL, "x_scale": scale, "y_scale": scale}
    experiment = Experiment(
        problem=problem, epochs=10, batch_size=30, racers=[{"optimizer": optimizer, "hypers": {"lr": 0.01}}]
    )
    plain, compiled = both(experiment)
    assert plain.steps == (10 if OPTIMIZERS[optimizer].full_batch else 140)
    assert_equal(plain, compiled)


@pytest.mark.parametrize("optimizer", ["gd", "momentum", "adam"])
@pytest.mark.parametrize("loss", ["mae", "huber"])
def test_every_loss(loss, optimizer):
    problem = {**SMALL, "y_scale": "standard", "loss": loss, "delta": 0.3}
    racers = [{"optimizer": optimizer, "hypers": {"lr": 0.01}}]
    plain, compiled = both(Experiment(problem=problem, epochs=10, batch_size=30, racers=racers))
    assert plain.steps == (10 if optimizer == "gd" else 140)
    assert_equal(plain, compiled)


@pytest.mark.parametrize("noise", [0, 0.5])
@pytest.mark.parametrize("optimizer", ["gd", "nesterov", "adam", "lion"])
@pytest.mark.parametrize("function", ["rosenbrock", "beale", "saddle"])
def test_every_kind_of_surface(function, optimizer, noise):
    problem = {"kind": "surface", "function": function, "noise": noise}
    racers = [{"optimizer": optimizer, "hypers": {"lr": 1e-4}}]
    plain, compiled = both(Experiment(problem=problem, epochs=200, racers=racers))
    assert plain.steps == 200
    assert_equal(plain, compiled)


def test_comes_to_the_edge_of_a_formula_at_the_same_step():
    problem = {"kind": "formula", "text": "sqrt(x) + y**2", "window": (0, 2, -1, 1)}
    experiment = Experiment(
        problem=problem, start=(1, 1), epochs=50, racers=[{"optimizer": "sgd", "hypers": {"lr": 0.1}}]
    )
    plain, compiled = both(experiment)
    assert plain.status == Status.UNDEFINED
    assert_equal(plain, compiled)


@pytest.mark.parametrize(
    ("optimizer", "schedule"),
    [*((rule, "one_cycle") for rule in OPTIMIZERS), *(("adam", schedule) for schedule in SCHEDULES)],
)
def test_every_rule_and_every_schedule_together(optimizer, schedule):
    racer = {"optimizer": optimizer, "hypers": {"lr": 0.05}, "schedule": schedule}
    experiment = Experiment(problem=SMALL, epochs=10, batch_size=30, racers=[racer])
    plain, compiled = both(experiment)
    assert plain.status == Status.BUDGET
    assert_equal(plain, compiled)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_step_has_its_own_learning_rate(schedule):
    racer = {"optimizer": "sgd", "hypers": {"lr": 0.05}, "schedule": schedule}
    experiment = Experiment(problem=SMALL, epochs=3, batch_size=30, racers=[racer])
    rates = experiment.rates(experiment.racers[0])
    for history in both(experiment):
        assert history.steps == len(rates) == 3 * 14
        np.testing.assert_allclose(
            np.diff(history.path, axis=0), -rates[:, None] * history.grads, rtol=1e-9, atol=1e-9
        )


def test_stops_at_the_threshold_in_the_same_epoch():
    experiment = Experiment(
        problem=SMALL,
        epochs=50,
        batch_size=16,
        threshold=1e-3,
        racers=[{"optimizer": "sgd", "hypers": {"lr": 0.1}}],
    )
    plain, compiled = both(experiment)
    assert plain.status == Status.THRESHOLD
    assert plain.steps < 50 * 25
    assert_equal(plain, compiled)


@pytest.mark.parametrize("lr", [1.0, 1e300])
def test_diverges_at_the_same_step(lr):
    experiment = Experiment(problem=SMALL, epochs=100, racers=[{"optimizer": "gd", "hypers": {"lr": lr}}])
    with np.errstate(over="ignore", invalid="ignore"):
        plain, compiled = both(experiment)
    assert plain.status == Status.DIVERGED
    assert_equal(plain, compiled)
    assert np.isfinite(compiled.path).all()
    assert np.isfinite(compiled.gaps).all()


def test_diverges_at_the_same_step_when_the_rate_has_grown_too_large():
    growing = {"schedule": "exponential", "schedule_hypers": {"end": 1e6}}
    experiment = Experiment(
        problem=SMALL, epochs=60, racers=[{"optimizer": "gd", "hypers": {"lr": 1e-3}, **growing}]
    )
    plain, compiled = both(experiment)
    assert plain.status == Status.DIVERGED
    assert 0 < plain.steps < 60
    assert_equal(plain, compiled, rtol=1e-9)  # growing 10¹² times, it magnifies what is rounded too


def test_a_racer_starting_at_the_bottom_stays_there():
    surface = set_up(Experiment(racers=[{"optimizer": "gd"}]).problem, 42, None).surface
    m, b, _ = surface.minima[0]
    experiment = Experiment(start=(m, b), epochs=5, racers=[{"optimizer": "gd"}])
    _, compiled = both(experiment)
    np.testing.assert_allclose(compiled.path, [(m, b)] * 6, rtol=1e-12)
