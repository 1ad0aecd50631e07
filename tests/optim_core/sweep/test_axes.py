"""Axes: their values, their text, and what is wrong with bad ones."""

import numpy as np
import pytest
from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.sweep import Axis


def test_both_ends_are_included():
    np.testing.assert_allclose(Axis(name="lr", low=0.01, high=1, scale="log", n=3).values, [0.01, 0.1, 1])
    np.testing.assert_allclose(Axis(name="mu", low=0, high=0.9, n=4).values, [0, 0.3, 0.6, 0.9])


def test_batch_sizes_are_whole_and_different():
    sizes = Axis(name="batch_size", low=1, high=8, scale="log", n=10).values
    assert sizes.tolist() == [1, 2, 3, 4, 5, 6, 8]


def test_text_and_back():
    axis = Axis(name="lr", low=1e-4, high=1, scale="log", n=20)
    assert Axis.model_validate(Axis.fields_of("lr=1e-4:1:log:20")) == axis
    assert Axis.model_validate(Axis.fields_of(axis.to_text())) == axis


@pytest.mark.parametrize("text", ["", "lr", "lr=1:2", "lr=1:2:log", "1:2:log:3", "lr=1:2:log:3:4"])
def test_text_of_another_form(text):
    with pytest.raises(ValueError, match="must look like lr=1e-4:1:log:20"):
        Axis.fields_of(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("lr=1:0.1:log:5", "high: must be above the 1 that the range starts from"),
        ("lr=1:1:linear:5", "high: must be above the 1 that the range starts from"),
        ("lr=0:1:log:5", "low: must be above 0 on a log axis"),
        ("lr=-1:1:log:5", "low: must be above 0 on a log axis"),
        ("lr=1:2:log:101", "n: must be at most 100"),
        ("lr=1:2:log:1", "n: must be at least 2"),
        ("lr=1:2:log:2.5", "n: must be a whole number"),
        ("lr=one:2:log:5", "low: must be a number"),
        ("lr=1:nan:log:5", "high: must be a finite number"),
        ("lr=1:2:square:5", "scale: must be 'linear' or 'log'"),
        ("batch_size=1.5:20:log:5", "low: must be a whole number of rows"),
    ],
)
def test_what_is_wrong_is_named(text, complaint):
    with pytest.raises(ValidationError) as error:
        Axis.model_validate(Axis.fields_of(text))
    assert str(complaints(error.value)[0]).startswith(complaint)
