"""run(): deterministic, complete, and nothing in one racer depends on another."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.racer import Racer
from optim_core.run import setup_of

FIVE = Experiment.preset("own_best")


def test_same_experiment_same_bits():
    first, second = run(FIVE), run(FIVE)
    for a, b in zip(first.runs, second.runs, strict=True):
        np.testing.assert_array_equal(a.path, b.path)
        np.testing.assert_array_equal(a.history.states, b.history.states)


def test_a_racer_alone_runs_the_same():
    together = run(FIVE).runs
    for racer, run_in_company in zip(FIVE.racers, together, strict=True):
        (alone,) = run(FIVE.only(racer)).runs
        np.testing.assert_array_equal(alone.path, run_in_company.path)


def test_all_start_at_the_same_point_drawn_from_the_seed():
    starts = {tuple(one.path[0]) for one in run(FIVE).runs}
    assert len(starts) == 1
    assert starts != {tuple(one.path[0]) for one in run(FIVE.model_copy(update={"seed": 7})).runs}


def test_a_given_start_changes_no_batch():
    moved = FIVE.model_copy(update={"start": (100.0, 50.0)})
    (racer,) = (racer for racer in FIVE.racers if racer.optimizer == "sgd")
    a, b = run(FIVE.only(racer)).runs[0], run(moved.only(racer)).runs[0]
    assert tuple(b.path[0]) == (100, 50)
    # The gradient is linear in the point: g(p) − g(q) = H_batch (p − q) for one and the same batch.
    difference = a.history.grads[0] - b.history.grads[0]
    p = a.path[0] - b.path[0]
    assert difference[1] == pytest.approx(2 * (p[0] * (difference[1] / 2 - p[1]) / p[0] + p[1]))


def test_losses_are_those_of_the_rows():
    result = run(FIVE)
    surface = result.surface
    for one in result.runs:
        m, b = one.path[-1]
        for rows, losses in (("train", one.train_loss), ("test", one.test_loss)):
            x, y = getattr(surface, f"x_{rows}"), getattr(surface, f"y_{rows}")
            assert losses[-1] == pytest.approx(np.mean((y - m * x - b) ** 2), rel=1e-12)


def test_frame_is_tidy_and_complete():
    result = run(FIVE)
    frame = result.to_frame()
    assert list(frame.columns[:9]) == (
        ["racer", "step", "epoch", "m", "b", "train_loss", "test_loss", "g_m", "g_b"]
    )
    assert len(frame) == sum(one.steps + 1 for one in result.runs)
    adam = frame.query("racer == 'Adam'")
    assert adam.epoch.max() == 20
    np.testing.assert_array_equal(adam[["m", "b"]], result.runs[-1].path)
    np.testing.assert_array_equal(
        adam[["v_hat_m", "v_hat_b"]].to_numpy()[1:], result.runs[-1].history.states[:, :, 3]
    )
    assert adam.g_m.isna().sum() == 1  # the start has no gradient


def test_standardised_line_in_raw_units_is_the_raw_line():
    raw, scaled = (
        run(Experiment(problem={"x_scale": s, "y_scale": s}, epochs=1, racers=[{"optimizer": "gd"}])).surface
        for s in ("raw", "standard")
    )
    np.testing.assert_allclose(scaled.raw_line(*scaled.train.bottom), raw.train.bottom, rtol=1e-10)


@pytest.mark.parametrize("x_scale", ["raw", "standard"])
@pytest.mark.parametrize("y", ["price", "depth"])
def test_the_window_holds_the_first_swing_of_every_rate_that_gets_down(x_scale, y):
    """Gradient descent below 2/L, from 0: there and back, and the lowest point."""
    problem = {"x_scale": x_scale, "y": y}
    experiment = Experiment(problem=problem, start=(0, 0), epochs=2, racers=[{"optimizer": "gd"}])
    limit = 2 / np.linalg.eigvalsh(setup_of(experiment).surface.hessian(np.zeros(2)))[-1]
    racers = tuple(Racer(optimizer="gd", hypers={"lr": share * limit}) for share in (0.1, 0.5, 0.99))
    for one in run(experiment.model_copy(update={"racers": racers})).runs:
        low, high = np.transpose(one.surface.window)
        for place in (*one.path, one.surface.minima[0][:2]):
            assert (low < place).all()
            assert (place < high).all()


def test_history_of_the_article_job_takes_16_megabytes():
    experiment = FIVE.model_copy(update={"epochs": 100, "batch_size": 32})
    size = sum(one.history.nbytes for one in run(experiment).runs)
    assert 8e6 < size < 17e6
