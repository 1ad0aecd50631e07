"""Every update rule keeps the same contract, and goes where the libraries go.

The doctests in the rules' own files work two steps of each by hand.
"""

import inspect
import json
from functools import cache
from math import inf, nan, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit, types

from optim_core.catalogue import OPTIMIZERS

GOLDEN = json.loads(Path(__file__).parents[1].joinpath("golden", "trajectories.json").read_text())
HESSIAN, MINIMUM, START, NOISE = (
    np.array(GOLDEN["problem"][name]) for name in ("hessian", "minimum", "start", "noise")
)
SETTINGS = {f"{run['rule']}-{run['settings']}": (run["rule"], run["settings"]) for run in GOLDEN["runs"]}

every_rule = pytest.mark.parametrize("rule", OPTIMIZERS.values(), ids=OPTIMIZERS)
every_setting = pytest.mark.parametrize(("rule_id", "settings"), SETTINGS.values(), ids=SETTINGS)
every_hyper = pytest.mark.parametrize(
    ("rule", "name", "hyper"),
    [
        pytest.param(rule, name, hyper, id=f"{rule.id}-{name}")
        for rule in OPTIMIZERS.values()
        for name, hyper in rule.hypers.items()
    ],
)


def golden_walk(rule_id: str, settings: dict[str, float]) -> tuple[np.ndarray, Any]:
    """Our path (61, 2) on the problem of tests/golden/make.py, and the State with fields (60, 2)."""
    rule = OPTIMIZERS[rule_id]
    hypers = rule.settings(**settings)
    x, s = START, rule.init(START)
    path, states = [x], []
    for t, noise in enumerate(NOISE, start=1):
        x, s = rule.step(x, HESSIAN @ (x - MINIMUM) + noise, t, s, **hypers)
        path.append(x)
        states.append(s)
    return np.array(path), rule.State(*np.array(states).swapaxes(0, 1))


def walk(rule_id: str, x: Any, gradients: Any, **settings: float) -> np.ndarray:
    """The path from x under gradients that were fixed beforehand."""
    rule = OPTIMIZERS[rule_id]
    hypers = rule.settings(**settings)
    s = rule.init(x)
    path = [x]
    for t, g in enumerate(gradients, start=1):
        x, s = rule.step(x, g, t, s, **hypers)
        path.append(x)
    return np.array(path)


@cache
def compiled(rule_id: str) -> Any:
    rule = OPTIMIZERS[rule_id]
    number = types.float64
    state = types.NamedUniTuple(number, len(rule.State._fields), rule.State)
    hypers = [number] * len(rule.hypers)
    return njit(types.Tuple((number, state))(number, number, number, state, *hypers))(rule.step)


# The libraries


@pytest.mark.parametrize(
    "run", GOLDEN["runs"], ids=[f"{run['rule']}-{run['library']}-{run['settings']}" for run in GOLDEN["runs"]]
)
def test_goes_where_the_library_goes(run):
    path, _ = golden_walk(run["rule"], run["settings"])
    np.testing.assert_allclose(path, run["path"], rtol=1e-12, atol=0)


def test_the_library_runs_reach_every_rule_and_every_branch():
    assert {run["rule"] for run in GOLDEN["runs"]} == set(OPTIMIZERS)

    def states(of: str) -> list[Any]:
        return [golden_walk(rule_id, settings)[1] for rule_id, settings in SETTINGS.values() if rule_id == of]

    assert any((s.v_max > 1.5 * s.v).any(axis=0).all() for s in states("amsgrad"))
    assert any(
        (np.diff(s.u, axis=0) > 0).any() and (np.diff(s.u, axis=0) < 0).any() for s in states("adamax")
    )
    assert any((s.rho <= 5).any() and (s.rho > 5).any() for s in states("radam"))
    assert any((s.rho <= 5).all() for s in states("radam"))


# The declarations


def test_the_rules_that_are_promised():
    promised = "gd sgd momentum nesterov adagrad rmsprop adadelta adam adamax amsgrad nadam radam adamw"
    assert {*promised.split(), "adabelief", "lion"} <= set(OPTIMIZERS)


@every_rule
def test_step_takes_the_hyperparameters_as_declared(rule):
    assert list(inspect.signature(rule.step).parameters) == ["x", "g", "t", "s", *rule.hypers]
    assert next(iter(rule.hypers)) == "lr"  # the loops put the rate of the step there


@every_hyper
def test_the_formula_shows_every_hyperparameter(rule, name, hyper):
    assert hyper.symbol in rule.formula


@every_hyper
def test_default_and_slider_are_legal(rule, name, hyper):
    low, high = hyper.slider
    assert low <= hyper.default <= high
    for value in (low, hyper.default, high):
        assert rule.settings(**{name: value})[name] == value
    assert rule.settings()[name] == hyper.default


@every_hyper
def test_what_is_not_legal_is_refused_by_name(rule, name, hyper):
    low, high = (float(end) for end in hyper.legal[1:-1].split(","))
    illegal = [low - 1, high + 1, nan, inf, -inf, "much", None]
    illegal += [low] if hyper.legal[0] == "(" else []
    illegal += [high] if hyper.legal[-1] == ")" else []
    for value in illegal:
        with pytest.raises(ValueError) as complaint:  # noqa: PT011 (its words are checked below)
            rule.settings(**{name: value})
        assert str(complaint.value).startswith(f"{name}: ")
        assert hyper.allowed in str(complaint.value)
        assert str(complaint.value).endswith("got nothing" if value is None else f"got {value!r}")


@every_rule
def test_an_unknown_hyperparameter_is_refused_by_name(rule):
    with pytest.raises(ValueError, match=f"^learning_rate: .*{list(rule.hypers)[-1]}"):
        rule.settings(learning_rate=0.1)


# One source for a number, a batch and the compiler


@every_setting
def test_a_batch_takes_the_steps_of_its_numbers(rule_id, settings):
    batch = np.random.RandomState(1).normal(size=(3, 4))
    gradients = np.random.RandomState(2).normal(size=(30, 3, 4))
    for array in (batch, gradients):
        array.flags.writeable = False  # a rule that changes its arguments is caught
    together = walk(rule_id, batch, gradients, **settings)
    for place in np.ndindex(3, 4):
        alone = walk(rule_id, float(batch[place]), gradients[:, *place].tolist(), **settings)
        np.testing.assert_allclose(together[:, *place], alone, rtol=1e-12)


@every_rule
def test_every_field_keeps_the_shape_of_x(rule):
    for x in (1.0, np.ones(3), np.ones((2, 3))):
        s = rule.init(x)
        for t in (1, 20):
            assert [np.shape(field) for field in s] == [np.shape(x)] * len(s)
            _, s = rule.step(x, x, t, s, **rule.settings())


def test_every_state_has_a_name_of_its_own():
    """Numba takes two named tuples of the same name and length for one and the same."""
    states = {rule.State for rule in OPTIMIZERS.values()}
    assert len({state.__name__ for state in states}) == len(states)


@every_setting
def test_compiled_is_the_same(rule_id, settings):
    rule = OPTIMIZERS[rule_id]
    hypers = rule.settings(**settings).values()
    x = x_fast = 1.0
    s = s_fast = rule.init(x)
    for t, g in enumerate(NOISE.ravel().tolist(), start=1):
        x, s = rule.step(x, g, float(t), s, *hypers)
        x_fast, s_fast = compiled(rule_id)(x_fast, g, float(t), s_fast, *hypers)
        np.testing.assert_allclose([x_fast, *s_fast], [x, *s], rtol=1e-12, atol=1e-300)


@every_rule
def test_the_whole_legal_range_can_be_computed(rule):
    """No division by zero hides at a round setting, in plain Python or compiled."""
    for name, hyper in rule.hypers.items():
        low, high = hyper.slider
        for value in (low, *np.linspace(low, high, 101)[1:].tolist(), 1 / 3, 0.5, 2 / 3):
            hypers = rule.settings(**{name: value}).values()
            for step in (rule.step, compiled(rule.id)):
                x, s = 1.0, rule.init(1.0)
                for t, g in enumerate((0.0, 2.0, 0.0), start=1):
                    x, s = step(x, g, float(t), s, *hypers)
                    assert np.isfinite([x, *s]).all()


# What is known of them


@every_setting
@given(gradients=st.lists(st.floats(-1e3, 1e3), max_size=20))
def test_a_mirrored_slope_gives_the_mirrored_path(rule_id, settings, gradients):
    path = walk(rule_id, 1.5, gradients, **settings)
    mirrored = walk(rule_id, -1.5, [-g for g in gradients], **settings)
    np.testing.assert_array_equal(mirrored, -path)


@pytest.mark.parametrize(
    "rule_id", ["adagrad", "rmsprop", "adam", "adamax", "amsgrad", "nadam", "adamw", "adabelief", "lion"]
)
def test_adaptive_rules_do_not_notice_the_units_of_the_loss(rule_id):
    gradients = np.random.RandomState(3).normal(size=40)
    settings = {"eps": 1e-300} if "eps" in OPTIMIZERS[rule_id].hypers else {}
    # A power of 2, because multiplying by it rounds nothing.
    dollars, cents = (walk(rule_id, 0.0, gradients * unit, lr=0.1, **settings) for unit in (1, 128))
    assert np.ptp(dollars) > 0.1
    np.testing.assert_array_equal(dollars, cents)


FIRST_STEP = {  # how far from x = 0, where the slope is g
    "gd": lambda g, lr: lr * g,
    "sgd": lambda g, lr: lr * g,
    "momentum": lambda g, lr, mu: lr * g,
    "nesterov": lambda g, lr, mu: lr * g * (1 + mu),
    "adagrad": lambda g, lr, eps: lr,
    "rmsprop": lambda g, lr, rho, eps: lr / sqrt(1 - rho),
    "adadelta": lambda g, lr, rho, eps: lr * sqrt(eps / (1 - rho)),
    "adam": lambda g, lr, beta1, beta2, eps: lr,
    "adamax": lambda g, lr, beta1, beta2, eps: lr,
    "amsgrad": lambda g, lr, beta1, beta2, eps: lr,
    "radam": lambda g, lr, beta1, beta2, eps: lr * g,
    "adamw": lambda g, lr, beta1, beta2, eps, weight_decay: lr,
    "adabelief": lambda g, lr, beta1, beta2, eps: lr / beta1,  # its forecast missed by β₁·g
    "lion": lambda g, lr, beta1, beta2, weight_decay: lr,
}


@pytest.mark.parametrize("rule_id", FIRST_STEP)
def test_length_of_the_first_step(rule_id):
    for g in (37.0, 3700.0):
        length = FIRST_STEP[rule_id](g, **OPTIMIZERS[rule_id].settings())
        np.testing.assert_allclose(walk(rule_id, 0.0, [g])[1], -length, rtol=1e-6)


STEADY_STEP = {  # how many learning rates a step is long after a long while on a slope of 37
    **dict.fromkeys(("gd", "sgd"), 37),
    **dict.fromkeys(("momentum", "nesterov"), 37 / (1 - 0.9)),
    **dict.fromkeys(("rmsprop", "adam", "adamax", "amsgrad", "nadam", "radam", "lion"), 1),
    "adagrad": 1 / sqrt(400),
}


@pytest.mark.parametrize("rule_id", STEADY_STEP)
def test_length_of_a_step_on_a_steady_slope(rule_id):
    hypers = OPTIMIZERS[rule_id].hypers
    short_memory = {name: 0.9 for name in ("mu", "rho", "beta2") if name in hypers}
    path = walk(rule_id, 0.0, [37.0] * 400, lr=0.01, **short_memory)
    np.testing.assert_allclose(path[-2] - path[-1], 0.01 * STEADY_STEP[rule_id], rtol=1e-3)


@pytest.mark.parametrize(
    ("rule_id", "limit"), [("gd", 2), ("momentum", 2 * (1 + 0.6)), ("nesterov", (2 + 1.2) / (1 + 1.2))]
)
def test_the_learning_rate_above_which_it_diverges_is_as_the_help_says(rule_id, limit):
    rule = OPTIMIZERS[rule_id]
    curvature = 4.0
    settings = {"mu": 0.6} if "mu" in rule.hypers else {}

    def end(lr: float) -> float:
        hypers = rule.settings(lr=lr, **settings)
        x, s = 1.0, rule.init(1.0)
        for t in range(1, 2001):
            x, s = rule.step(x, curvature * x, t, s, **hypers)
        return abs(x)

    assert end(0.99 * limit / curvature) < 1e-3
    assert end(1.01 * limit / curvature) > 1e3
