"""Controls: the values that sliders offer, made from the declarations."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import Experiment
from optim_core.problems.linear_regression import Choice
from optim_core.types import Hyper
from ui.controls import by_factors, field, interesting, whole_by_factors

HYPERS = {f"{rule.id}.{name}": hyper for rule in OPTIMIZERS.values() for name, hyper in rule.hypers.items()}
LOG = {id: hyper for id, hyper in HYPERS.items() if hyper.log}
BELOW_1 = {id: hyper for id, hyper in HYPERS.items() if hyper.legal.endswith("1)")}


@pytest.mark.parametrize("hyper", HYPERS.values(), ids=HYPERS)
def test_a_slider_offers_legal_values_from_end_to_end(hyper: Hyper) -> None:
    offered = interesting(hyper)
    assert [hyper.check(value) for value in offered] == list(offered)
    assert list(offered) == sorted(set(offered))
    assert (offered[0], offered[-1]) == pytest.approx(hyper.slider)
    assert 20 <= len(offered) <= 500, "fine enough to aim by keyboard"


@pytest.mark.parametrize("hyper", HYPERS.values(), ids=HYPERS)
def test_a_default_lies_within_its_slider(hyper: Hyper) -> None:
    low, high = hyper.slider
    assert low <= hyper.default <= high


@pytest.mark.parametrize("hyper", LOG.values(), ids=LOG)
def test_where_factors_matter_neighbours_differ_by_a_factor(hyper: Hyper) -> None:
    assert all(1 < above / below < 1.3 for below, above in pairwise(interesting(hyper)))


@pytest.mark.parametrize("hyper", BELOW_1.values(), ids=BELOW_1)
def test_close_to_1_the_steps_get_smaller(hyper: Hyper) -> None:
    offered = interesting(hyper)
    assert {0.5, 0.9, 0.99, 0.999} <= set(offered)
    assert 1 - offered[-1] < 0.01


@given(st.integers(1, 5), st.integers(1, 30), st.integers(-8, 3), st.integers(1, 6))
def test_numbers_by_factors_have_two_digits(digit: int, per_decade: int, power: int, decades: int) -> None:
    low = float(f"{digit}e{power}")
    values = by_factors(low, low * 10**decades, per_decade)
    assert list(values) == sorted(set(values))
    assert all(value == float(f"{value:.1e}") for value in values)


@given(st.integers(1, 100), st.integers(0, 60_000), st.integers(1, 20))
def test_whole_numbers_by_factors_hold_both_ends(low: int, more: int, per_decade: int) -> None:
    values = whole_by_factors(low, low + more, per_decade)
    assert (values[0], values[-1]) == (low, low + more)
    assert all(isinstance(value, int) for value in values)
    assert list(values) == sorted(set(values))


def test_titles_and_descriptions_come_from_the_declarations() -> None:
    assert field("epochs")[0] == "epochs"
    assert field("rows", Choice)[1] == Choice.model_fields["rows"].description
    for name in {*Experiment.model_fields} - {"problem", "racers"}:
        assert all(field(name)), name
