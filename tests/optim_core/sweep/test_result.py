"""What is read off a sweep."""

import numpy as np

from optim_core import Experiment, run
from optim_core.sweep import MEASURES, Axis, Sweep, SweepResult, run_sweep
from optim_core.sweep.trials import RECORD

SWEEP = Sweep(
    experiment=Experiment(problem={"rows": 500}, epochs=10, racers=[{"optimizer": "sgd"}]),
    x=Axis(name="lr", low=1e-3, high=10, scale="log", n=9),
    y=Axis(name="batch_size", low=10, high=50, n=3),
    seeds=3,
)
RESULT = run_sweep(SWEEP)


def test_medians_over_the_seeds():
    losses = [[[run(SWEEP.cell(i, j, k)).runs[0] for k in range(3)] for j in range(9)] for i in range(3)]
    failed = np.array([[[one.status == "diverged" for one in seeds] for seeds in row] for row in losses])
    ends = np.array([[[one.test_loss[-1] for one in seeds] for seeds in row] for row in losses])
    expected = np.median(np.where(failed, np.inf, ends), axis=-1)
    np.testing.assert_array_equal(RESULT.median("test_loss"), expected)
    np.testing.assert_array_equal(RESULT.share_diverged, failed.mean(axis=-1))
    np.testing.assert_array_equal(RESULT.median("diverged"), failed.mean(axis=-1))
    assert 0 < failed.mean() < 1


def test_the_best_cell():
    medians = RESULT.median()
    assert medians[RESULT.best()] == medians.min()
    assert SweepResult(SWEEP, np.full_like(RESULT.records, np.nan)).best() is None


def test_rows_and_epochs_to_the_tolerance():
    i, j, k = np.argwhere(np.isfinite(RESULT.values("steps")))[0]
    (single,) = run(SWEEP.cell(i, j, k)).runs
    epochs = float(single.epochs_after(np.array(single.steps_to_tolerance)))
    assert RESULT.epochs_to_tolerance()[i, j, k] == epochs
    assert RESULT.rows_to_tolerance()[i, j, k] == epochs * 400
    never = np.isinf(RESULT.values("steps"))
    assert never.any()
    assert np.isinf(RESULT.rows_to_tolerance()[never]).all()


def test_one_row_a_run():
    frame = RESULT.to_frame()
    names = "lr batch_size seed final_train_loss gap steps_to_tolerance test_loss status area steps"
    assert list(frame.columns) == names.split()
    assert len(frame) == SWEEP.runs == RESULT.done
    for place in (0, 40, 80):
        i, j, k = map(int, np.unravel_index(place, SWEEP.shape))
        row, (single,) = frame.iloc[place], run(SWEEP.cell(i, j, k)).runs
        assert row["lr"] == SWEEP.x.values[j]
        assert row["batch_size"] == SWEEP.settings["batch_size"][i, j]
        assert row["seed"] == 42 + k
        assert row["final_train_loss"] == single.train_loss[-1]
        assert row["status"] == single.status
        assert (None if np.isnan(row["area"]) else row["status"]) != "diverged"
    assert "<NA>" not in str(RESULT.to_csv())


def test_what_is_not_done_is_not_in_the_table():
    records = RESULT.records.copy()
    records[1:] = np.nan
    partial = SweepResult(SWEEP, records)
    assert len(partial.to_frame()) == partial.done == 27
    assert np.isnan(partial.median()[1:]).all()
    assert np.isnan(partial.share_diverged[1:]).all()


def test_a_diverged_run_is_worse_than_every_other():
    record = np.zeros(len(RECORD))
    record[RECORD.index("status")] = 2
    assert all(measure.of(record) > 0 for measure in MEASURES.values())
