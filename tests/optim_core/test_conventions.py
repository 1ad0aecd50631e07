"""Equivalent settings of two conventions give the same path, exactly or in the long run."""

import numpy as np
import pytest

from optim_core import Experiment, Racer, run
from optim_core.catalogue import OPTIMIZERS
from optim_core.conventions import equivalents

DECLARED = {id: rule for id, rule in OPTIMIZERS.items() if rule.convention}
EXACT = [id for id, rule in DECLARED.items() if rule.convention and rule.convention.exact]
LOUD = {"lr": 0.3, "mu": 0.6, "beta1": 0.6, "beta2": 0.8, "rho": 0.8, "eps": 1e-6}


def loud(id: str) -> dict[str, float]:
    return {name: LOUD[name] for name in OPTIMIZERS[id].hypers}


def paths(*racers: tuple[str, dict[str, float]], epochs: int = 60) -> list[np.ndarray]:
    fields = {"problem": {"x_scale": "standard", "y_scale": "standard"}, "batch_size": 2000}
    several = tuple(Racer(optimizer=id, hypers=settings) for id, settings in racers)
    return [each.path for each in run(Experiment(epochs=epochs, racers=several, **fields)).runs]


def test_the_conventions_that_are_promised():
    assert {(id, rule.convention.of) for id, rule in DECLARED.items() if rule.convention} == {
        ("momentum_ema", "momentum"),
        ("adam_uncorrected", "adam"),
        ("rmsprop_inside", "rmsprop"),
    }


@pytest.mark.parametrize("id", DECLARED)
def test_there_and_back_again(id: str) -> None:
    [other] = equivalents(OPTIMIZERS[id], loud(id))
    back = {each.rule.id: each.settings for each in equivalents(other.rule, other.settings)}
    assert back[id] == pytest.approx(loud(id))
    assert other.settings == other.rule.settings(**other.settings), "legal there"


@pytest.mark.parametrize("id", EXACT)
def test_an_exact_convention_takes_the_same_path(id: str) -> None:
    [other] = equivalents(OPTIMIZERS[id], loud(id))
    mine, theirs = paths((id, loud(id)), (other.rule.id, other.settings))
    np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("id", [id for id in DECLARED if id not in EXACT])
def test_any_other_takes_nearly_the_same_steps_after_a_while(id: str) -> None:
    [other] = equivalents(OPTIMIZERS[id], loud(id))
    rules = (OPTIMIZERS[id], loud(id)), (other.rule, other.settings)
    last = []
    for rule, settings in rules:
        x, s = 0.0, rule.init(0.0)
        moves = []
        for t, g in enumerate(np.random.RandomState(6).normal(2, 0.5, size=200).tolist(), start=1):
            after, s = rule.step(x, g, t, s, **settings)
            moves.append(after - x)
            x = after
        last.append(moves)
    assert abs(last[0][0] / last[1][0] - 1) > 1e-5, "but they are not the same rule"
    np.testing.assert_allclose(last[0][-50:], last[1][-50:], rtol=1e-3)


def test_most_rules_have_one_convention_only() -> None:
    assert equivalents(OPTIMIZERS["lion"], OPTIMIZERS["lion"].settings()) == []
