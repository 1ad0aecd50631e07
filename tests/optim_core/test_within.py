"""Loops that hold a rule are found on the disk again, each under its own name."""

from typing import Any, NamedTuple

import pytest

from optim_core import OPTIMIZERS, engine
from optim_core.types import Array
from optim_core.within import named, rule_within, source_of


class OneState(NamedTuple):
    m: Array


def one_loop() -> int:
    return 1


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_loop_made_anew_is_found_on_the_disk(optimizer):
    engine.compiled(optimizer)
    again: Any = engine.compiled.__wrapped__(optimizer)
    assert sum(again.stats.cache_hits.values()) == 1
    assert not again.stats.cache_misses


def test_every_rule_has_a_loop_of_its_own_name():
    loops: list[Any] = [engine.compiled(optimizer) for optimizer in OPTIMIZERS]
    assert len({loop.py_func.__qualname__ for loop in loops}) == len(OPTIMIZERS)
    assert named(one_loop, "another").__qualname__ == "another"


def test_the_text_holds_the_rule_and_what_it_carries():
    rule, text = rule_within(OPTIMIZERS["adam"])
    assert rule is OPTIMIZERS["adam"].step
    assert "m_hat = m / (1 - beta1**t)" in text
    assert "v_hat: Array" in text
    assert source_of(OneState, one_loop).splitlines()[0] == "class OneState(NamedTuple):"
