"""The messages of the sweep page: the numbers are the core's, and what is missing or failed is told apart."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core.experiment import Experiment
from optim_core.run import run
from optim_core.sweep import Axis, Sweep, run_sweep, stream
from optim_core.sweep.runner import run_trials
from optim_core.sweep.sampling import SampleResult, Sampling
from tests.ui.stage.reading import decode
from ui.sweep.cells import cells, question
from ui.sweep.opening import racer_at
from ui.sweep.plan import SAMPLE, Plan, planned
from ui.sweep.words import settings_at

EXPERIMENT = Experiment(problem={"rows": 500}, epochs=5, racers=[{"optimizer": "sgd", "label": "Mine"}])
RATES = Axis(name="lr", low=0.01, high=3, scale="log", n=7)
SIZES = Axis(name="batch_size", low=10, high=100, n=3)


def asked(**changes) -> Sweep:
    found = Plan(0, RATES, SIZES, **changes).asked(EXPERIMENT)
    assert isinstance(found, Sweep)
    return found


def last(sweep):
    *_, progress = stream(sweep)
    return progress


@pytest.mark.parametrize("measure", ["gap", "steps", "area", "train_loss", "test_loss", "diverged"])
def test_every_number_is_the_results(measure: str) -> None:
    sweep = asked(seeds=3, measure=measure)
    header, arrays = decode(cells(sweep, last(sweep)))
    result = run_sweep(sweep)
    np.testing.assert_array_equal(arrays["value"], result.median().ravel().astype("f4"))
    np.testing.assert_array_equal(arrays["share"], result.share_diverged.ravel().astype("f4"))
    np.testing.assert_array_equal(arrays["first"], result.values()[..., 0].ravel().astype("f4"))
    best = result.best()
    assert header["best"] == (None if measure == "diverged" else best and best[0] * 7 + best[1])
    assert ("rows" in arrays) == (measure == "steps")


def test_one_seed_needs_two_numbers_a_cell_and_a_map_of_all_cells_stays_small() -> None:
    sweep = asked()
    header, arrays = decode(cells(sweep, last(sweep)))
    assert set(arrays) == {"value", "share"}
    assert all(kind == "f4" for _, kind, _ in header["arrays"])
    experiment = Experiment(problem={"rows": 500}, epochs=1, racers=[{"optimizer": "momentum"}])
    momenta = Axis(name="mu", low=0, high=0.9, n=100)
    large = Sweep(experiment=experiment, x=RATES.model_copy(update={"n": 100}), y=momenta, seeds=5)
    assert len(cells(large, next(iter(stream(large))))) < 210_000


def test_what_is_not_done_is_not_a_number_and_what_failed_is_infinite() -> None:
    sweep = asked()
    progress = last(sweep)
    records = progress.records.copy()
    records[:4] = np.nan
    header, arrays = decode(cells(sweep, replace(progress, records=records)))
    assert np.isnan(arrays["value"][:4]).all()
    assert np.isnan(arrays["share"][:4]).all()
    diverged = arrays["share"][4:] == 1
    assert diverged.any()
    assert (np.isinf(arrays["value"][4:]) == diverged).all()
    assert "of the first 17 of 21 cells" in header["title"]


def test_the_title_counts_what_the_cells_show() -> None:
    sweep = asked()
    header, _ = decode(cells(sweep, last(sweep)))
    result = run_sweep(sweep)
    count = int(np.isfinite(result.median("steps")).sum())
    i, j = result.best() or (0, 0)
    assert header["title"] == (
        f"SGD comes within 1 % of the lowest loss in {count} of 21 cells; "
        f"best at learning rate {RATES.values[j]:.3g}, batch size {SIZES.values[i]:.3g}"
    )
    share = run_sweep(asked(measure="diverged")).share_diverged
    header, _ = decode(cells(asked(measure="diverged"), last(asked(measure="diverged"))))
    assert header["title"] == f"SGD diverges in {int(share.sum())} of 21 cells"


def test_a_setting_of_the_map_is_the_same_run_in_the_race() -> None:
    sweep = asked(seeds=2)
    _, arrays = decode(cells(sweep, last(sweep)))
    for place in (0, 5, 10, 20):
        (single,) = run(EXPERIMENT.only(racer_at(sweep, place))).runs
        if single.status == "diverged":
            assert np.isinf(arrays["first"][place])
        else:
            assert arrays["first"][place] == np.float32(single.gap[-1])


def test_a_sample_is_told_like_a_map() -> None:
    experiment = Experiment(problem={"rows": 500}, epochs=5, racers=[{"optimizer": "adam"}])
    plan = replace(planned(experiment, 0), kind=SAMPLE, drawn=("lr", "beta1", "eps"), n=32)
    sampling = plan.asked(experiment)
    assert isinstance(sampling, Sampling)
    *_, progress = run_trials(sampling.trials())
    header, arrays = decode(cells(sampling, progress))
    result = SampleResult(sampling, progress.records)
    np.testing.assert_array_equal(arrays["value"], result.median().astype("f4"))
    assert header["best"] == result.best()
    assert list(settings_at(sampling, 3)) == ["lr", "beta1", "eps"]
    assert racer_at(sampling, 3).hypers == sampling.racer_of(3).hypers
    (axis, *_) = question(sampling)["axes"]
    assert axis["values"][3] == sampling.racer_of(3).hypers["lr"]
    (single,) = run(experiment.only(racer_at(sampling, 3))).runs
    assert arrays["value"][3] == np.float32(single.gap[-1])


def test_the_question_has_axes_theory_and_the_racer_as_it_is() -> None:
    found = question(asked())
    x, y = found["axes"]
    assert found["kind"] == "map"
    assert (x["name"], x["log"], y["name"], y["log"]) == ("lr", True, "batch_size", False)
    np.testing.assert_array_equal(x["values"], RATES.values)
    assert x["now"] == EXPERIMENT.racers[0].hypers["lr"]
    assert y["now"] == 32
    assert found["theory"]["formula"] == "2/L"
    start = run(EXPERIMENT).runs[0].gap[0]
    assert found["ceiling"] == pytest.approx(start)


def test_on_a_surface_without_a_lowest_point_nothing_is_promised() -> None:
    experiment = Experiment(
        problem={"kind": "surface", "function": "monkey_saddle"}, epochs=20, racers=[{"optimizer": "gd"}]
    )
    sweep = Sweep(experiment=experiment, x=RATES)
    header, _ = decode(cells(sweep, last(sweep)))
    assert header["title"].startswith("Gradient descent does best at learning rate")
    assert question(sweep)["ceiling"] is None
    assert question(sweep)["theory"] is None
