"""The binary message: what goes in comes out."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tests.ui.stage.reading import decode
from ui.stage.message import Part, pack

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HEADERS = st.dictionaries(
    TEXTS.filter(lambda name: name != "arrays"), TEXTS | st.floats(-1e9, 1e9), max_size=5
)
FLOATS = arrays(
    np.float64, array_shapes(max_dims=2), elements=st.floats(allow_nan=False, allow_infinity=False)
)
WHOLE = arrays(np.int64, array_shapes(max_dims=1), elements=st.integers(-(2**31), 2**31 - 1))


@given(HEADERS, st.dictionaries(st.sampled_from("abcdefgh"), FLOATS | WHOLE, max_size=6))
def test_what_goes_in_comes_out(header: dict[str, object], given: dict[str, np.ndarray]) -> None:
    read, found = decode(pack(header, Part.of(given)))
    assert {name: value for name, value in read.items() if name != "arrays"} == header
    assert list(found) == list(given)
    for name, array in given.items():
        if array.dtype.kind == "i":
            assert np.array_equal(found[name], array.ravel())
        else:
            assert np.allclose(found[name], array.ravel(), rtol=6e-8, atol=0)


def test_floats_take_four_bytes_unless_their_size_needs_eight() -> None:
    given = {"usual": np.array([0.0, -1.5, 1e30]), "huge": np.array([1e200]), "tiny": np.array([1e-200, 1.0])}
    kinds = {name: kind for name, kind, _ in decode(pack({}, Part.of(given)))[0]["arrays"]}
    assert kinds == {"usual": "f4", "huge": "f8", "tiny": "f8"}


def test_a_part_can_stand_in_for_several_racers() -> None:
    part = Part.of({"x": np.arange(3.0), "step": np.arange(3)})
    _, found = decode(pack({}, part.numbered(0), part.numbered(7)))
    assert list(found) == ["x_0", "step_0", "x_7", "step_7"]
    assert np.array_equal(found["x_7"], [0, 1, 2])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_never_travels(value: float) -> None:
    with pytest.raises(ValueError, match="loss"):
        Part.of({"loss": np.array([1.0, value])})
    with pytest.raises(ValueError, match="JSON"):
        pack({"loss": value})


def test_the_header_is_plain_json_on_a_multiple_of_four_bytes() -> None:
    for name in ("é", "</script>", "1234"):
        message = pack({"name": name}, Part.of({"x": np.arange(3)}))
        length = int.from_bytes(message[:4], "little")
        assert length % 4 == 0
        assert json.loads(message[4 : 4 + length].rstrip(b"\0"))["name"] == name
