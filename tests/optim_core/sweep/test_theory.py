"""The limit and the best settings drawn over a sweep: where runs do begin to diverge."""

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.run import setup_of
from optim_core.sweep import Axis, Sweep, run_sweep
from optim_core.sweep.theory import Known, known
from optim_core.theory import stability_limit

RATES = Axis(name="lr", low=0.1, high=2, scale="log", n=40)
MOMENTA = Axis(name="mu", low=0, high=0.8, n=5)


def sweep(optimizer: str, x: Axis, y: Axis | None = None, **more) -> Sweep:
    racer = {"optimizer": optimizer, **more}
    return Sweep(experiment=Experiment(problem={"rows": 500}, epochs=400, racers=[racer]), x=x, y=y)


def told(asked: Sweep) -> Known:
    found = known(asked)
    assert found is not None
    return found


def limit(asked: Sweep) -> np.ndarray:
    found = told(asked).limit
    assert found is not None
    return found


def test_gradient_descent_diverges_beyond_the_limit_and_not_below():
    asked = sweep("gd", RATES)
    (end, _), *_ = limit(asked)
    diverged = run_sweep(asked).share_diverged[0]
    # so near the limit that 400 steps do not reach 10¹² times the start, nothing is said
    assert (diverged[RATES.values > 1.1 * end] == 1).all()
    assert (diverged[RATES.values < end] == 0).all()
    assert told(asked).formula == "2/L"
    assert not told(asked).local


@pytest.mark.parametrize(("x", "y"), [(RATES, MOMENTA), (MOMENTA, RATES)])
def test_with_momentum_on_the_other_axis_it_is_a_curve(x, y):
    asked = sweep("momentum", x, y, batch_size=400)
    setup = setup_of(asked.experiment)
    hessian = setup.surface.hessian(setup.start)
    for point in limit(asked)[[0, 50, -1]]:
        values = dict(zip((x.name, y.name), point, strict=True))
        racer = asked.subject.model_copy(update={"hypers": {"lr": 0.1, "mu": values["mu"]}})
        assert values["lr"] == pytest.approx(stability_limit(racer, hessian))
    assert set(told(asked).best or ()) == {"lr", "mu"}


def test_the_best_is_told_only_where_all_of_it_is_on_the_axes():
    sizes = Axis(name="batch_size", low=10, high=100, n=3)
    asked = sweep("momentum", RATES, sizes)
    assert told(asked).best is None
    np.testing.assert_allclose(limit(asked)[:, 0], limit(asked)[0, 0])
    assert told(sweep("momentum", MOMENTA)).limit is None
    assert set(told(sweep("sgd", RATES, sizes)).best or ()) == {"lr"}


def test_theory_is_silent_about_other_rules_and_schedules():
    assert known(sweep("adam", RATES)) is None
    assert known(sweep("gd", RATES, schedule="cosine")) is None


def test_on_a_curved_surface_it_is_local():
    experiment = Experiment(problem={"kind": "surface", "function": "beale"}, racers=[{"optimizer": "gd"}])
    assert told(Sweep(experiment=experiment, x=RATES)).local
    experiment = Experiment(
        problem={"kind": "surface", "function": "monkey_saddle"}, racers=[{"optimizer": "gd"}]
    )
    assert known(Sweep(experiment=experiment, x=RATES)) is None
