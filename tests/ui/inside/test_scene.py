"""The inside's message: every number a line asks for is in it, in the frames and between them."""

import json
import re
import struct
from typing import Any

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.catalogue import OPTIMIZERS
from optim_core.inside import values_at
from optim_core.run import Result
from tests.ui.stage.reading import decode
from tests.ui.stage.test_scene import EXTREMES
from ui.inside.scene import LARGEST, inside_block, inside_scene
from ui.stage.clock import Clock


def ours(message: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray], bytes]:
    """The first message of several, and the bytes behind it."""
    (length,) = struct.unpack_from("<I", message)
    arrays = json.loads(message[4 : 4 + length].rstrip(b"\0"))["arrays"]
    end = 4 + length + sum(int(kind[1]) * count for _, kind, count in arrays)
    return *decode(message[:end]), message[end:]


@pytest.fixture(scope="module")
def result() -> Result:
    racers = tuple({"optimizer": id} for id in ("gd", "adam", "nadam"))
    return run(Experiment(epochs=3, batch_size=100, racers=racers))


def value(arrays: dict[str, np.ndarray], slot: int, name: str, ticks: int) -> np.ndarray:
    return arrays[f"value_{slot}_{name}"].reshape(ticks, -1)


def test_it_holds_the_values_at_every_frame(result: Result) -> None:
    header, arrays, rest = ours(inside_scene(result, (1, 0), "1"))
    clock = Clock.of(result)
    frames = clock.frames()
    for slot, i in enumerate((1, 0)):
        each = result.runs[i]
        steps = np.maximum(1, clock.steps_of(each, frames))
        for name, exact in values_at(result.experiment, each, steps).items():
            shown = arrays[f"value_{slot}_{name}"]
            np.testing.assert_allclose(shown, exact.ravel(), rtol=1e-6, atol=1e-30, equal_nan=True)
        assert header["slots"][slot]["name"] == result.names[i]
    race, _ = decode(rest)
    assert race["play_id"] == "1"
    assert len(race["racers"]) == 3


def test_between_the_frames_it_holds_the_same(result: Result) -> None:
    _, arrays, rest = ours(inside_block(result, (1,), 5, 9))
    exact = values_at(result.experiment, result.runs[1], np.arange(5, 9))
    np.testing.assert_allclose(value(arrays, 0, "m_hat", 4), exact["m_hat"], rtol=1e-6)
    header, race = decode(rest)
    assert (header["from"], header["to"]) == (5, 9)
    np.testing.assert_array_equal(race["at_step_1"], np.arange(5, 9))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_number_of_every_line_is_there(optimizer: str) -> None:
    small = run(Experiment(epochs=2, batch_size=2000, racers=({"optimizer": optimizer},)))
    header, arrays, _ = ours(inside_scene(small, (0,), "1"))
    [slot] = header["slots"]
    lines = [*slot["lines"], *(line for pair in slot["gradient"] for line in pair)]
    wanted = {line["name"] for line in lines} | {each["name"] for each in slot["batch"]["means"]}
    wanted |= {
        name for line in lines for text in line["numbers"] for name in re.findall('value="([^"]+)"', text)
    }
    wanted |= {curve["value"] for plot in slot["plots"] for curve in plot["curves"]}
    assert {f"value_0_{name}" for name in wanted} <= set(arrays)
    assert all(line["row"] is None or line["row"] < len(slot["source"]) for line in lines)


@pytest.mark.parametrize("fields", EXTREMES.values(), ids=EXTREMES)
def test_at_the_edges_every_number_is_one_that_can_travel(fields: dict[str, Any]) -> None:
    far = run(Experiment(**({"epochs": 5} | fields)))
    for i in range(len(far.runs)):
        header, arrays, _ = ours(inside_scene(far, (i,), "1"))
        assert all(np.isfinite(array).all() for array in arrays.values())
        assert header["slots"][0]["steps"] == far.runs[i].steps
        inside_block(far, (i,), 0, 10)


def test_what_is_no_number_travels_as_the_largest() -> None:
    still = run(Experiment(epochs=2, racers=({"optimizer": "gd", "hypers": {"lr": 1e-300}},)))
    _, arrays, _ = ours(inside_scene(still, (0,), "1"))
    assert (arrays["value_0_cosine"] == LARGEST).all(), "a step of no length has no direction"


def test_the_pace_brings_every_racer_to_its_own_steps(result: Result) -> None:
    """The arithmetic of reading.js: the tick at which a racer takes its step."""
    header, _, _ = ours(inside_scene(result, (0, 1), "1"))
    clock = Clock.of(result)
    for slot, i in zip(header["slots"], (0, 1), strict=True):
        for step in range(1, result.runs[i].steps + 1):
            epochs, within = divmod(step, slot["pace"]["steps_per_epoch"])
            tick = epochs * header["pace"]["steps_per_epoch"]
            tick += -(-within * slot["pace"]["batch"] // header["pace"]["batch"])
            before, after = clock.steps_of(result.runs[i], np.array([tick - 1, tick]))
            assert (before, after) == (step - 1, step)
