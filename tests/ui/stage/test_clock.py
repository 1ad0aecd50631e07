"""The clock: whatever the batch sizes, every racer has seen the same rows at every tick."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optim_core import Experiment, run
from optim_core.batches import rows_seen
from optim_core.run import Result, Run
from ui.stage.clock import FRAMES, Clock

ROWS = (2, 3, 10, 31, 64)
RATES = (1e-9, 1e-3, 1e3)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Small races of racers with batches of their own; some diverge, some stop early."""
    rows = draw(st.sampled_from(ROWS))
    n = int(0.8 * rows)
    racers: list[dict[str, Any]] = [
        {"optimizer": "gd", "hypers": {"lr": draw(st.sampled_from(RATES))}},
        *(
            {"optimizer": "sgd", "hypers": {"lr": draw(st.sampled_from(RATES))}, "batch_size": size}
            for size in draw(st.lists(st.integers(1, n), max_size=3))
        ),
    ]
    return Experiment.model_validate(
        {
            "problem": {"rows": rows},
            "batch_size": draw(st.integers(1, n)),
            "epochs": draw(st.integers(1, 12)),
            "threshold": draw(st.sampled_from([None, 1e-6, 1e9])),
            "racers": draw(st.permutations(racers)),
        }
    )


def rows_of(run: Run, steps: np.ndarray, n: int) -> np.ndarray:
    return rows_seen(steps, run.batch_size, n)


@settings(max_examples=80)
@given(experiments())
def test_every_racer_has_seen_the_same_rows_at_every_tick(experiment: Experiment) -> None:
    result = run(experiment)
    clock, n = Clock.of(result), experiment.problem.train_rows
    ticks = np.arange(clock.ticks + 1)
    now = np.rint(clock.epochs(ticks) * n).astype(int)
    assert now[0] == 0
    assert (np.diff(now) > 0).all()
    for each in result.runs:
        steps = clock.steps_of(each, ticks)
        assert (rows_of(each, steps, n) <= now).all(), "nobody is ahead of the clock"
        under_way = steps < each.steps
        assert (rows_of(each, steps + 1, n) > now)[under_way].all(), "nor a whole step behind it"


@settings(max_examples=80)
@given(experiments())
def test_the_last_tick_is_everyones_last_step_and_the_first_everyones_start(experiment: Experiment) -> None:
    result = run(experiment)
    clock = Clock.of(result)
    ends = np.array([0, clock.ticks])
    assert [clock.steps_of(each, ends).tolist() for each in result.runs] == [
        [0, each.steps] for each in result.runs
    ]
    before = np.array([max(0, clock.ticks - 1)])
    if clock.ticks:
        assert any(clock.steps_of(each, before)[0] < each.steps for each in result.runs), (
            "and no tick is idle"
        )


@settings(max_examples=80)
@given(experiments())
def test_a_tick_is_one_step_of_the_busiest_racer(experiment: Experiment) -> None:
    result = run(experiment)
    clock = Clock.of(result)
    busiest = min(result.runs, key=lambda each: each.batch_size)
    ticks = np.arange(clock.ticks + 1)
    assert np.array_equal(clock.steps_of(busiest, ticks), np.minimum(ticks, busiest.steps))
    assert all((np.diff(clock.steps_of(each, ticks)) >= 0).all() for each in result.runs)


@given(st.integers(0, 2_000_000))
def test_frames_are_ascending_from_the_start_to_the_end(ticks: int) -> None:
    frames = Clock(rows=8000, batch=32, ticks=ticks).frames()
    assert frames[0] == 0
    assert frames[-1] == ticks
    assert (np.diff(frames) > 0).all()
    assert len(frames) <= max(FRAMES, 1) + 1
    if ticks <= FRAMES:
        assert len(frames) == ticks + 1
    else:
        assert np.diff(frames).max() < 3 * ticks / FRAMES, "and none is far from the next"


@pytest.fixture(scope="module")
def three_batches() -> Result:
    return run(Experiment.preset("three_batches"))


def test_batches_of_1_of_32_and_of_all_rows_meet_after_each_epoch(three_batches: Result) -> None:
    clock = Clock.of(three_batches)
    ends_of_epochs = np.arange(11) * 8000
    assert clock.ticks == 80_000
    assert clock.epochs(ends_of_epochs).tolist() == list(range(11))
    one, some, all_rows = (clock.steps_of(each, ends_of_epochs) for each in three_batches.runs)
    assert one.tolist() == ends_of_epochs.tolist()
    assert some.tolist() == list(range(0, 2501, 250))
    assert all_rows.tolist() == list(range(11))
