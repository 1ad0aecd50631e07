"""Every preset shows what its sentence says."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from optim_core import PRESETS, Experiment, run
from optim_core.theory import fastest


@pytest.fixture(scope="module")
def results():
    return {id: run(Experiment.preset(id)) for id in PRESETS}


def by_name(result):
    return dict(zip(result.names, result.runs, strict=True))


def share(one):
    """How far the run ends above the lowest loss, as a share of it."""
    return one.gap[-1] / one.surface.train.lowest


def test_all_presets_are_there_in_the_order_of_their_places():
    assert {*PRESETS} >= {
        "own_best",
        "article",
        "same_rate",
        "too_fast",
        "adam_crawls",
        "round_bowl",
        "three_batches",
        "hills",
        "ravine",
        "saddle",
    }
    places = [preset.place for preset in PRESETS.values()]
    assert places == sorted(places)
    assert next(iter(PRESETS)) == "own_best"


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_one_sentence_of_what_to_look_at(preset):
    assert 80 < len(preset.look) < 320
    assert preset.look[-1] in ".?"
    assert ". " not in preset.look
    assert "? " not in preset.look
    assert preset.title


def test_each_near_its_own_best_all_arrive(results):
    assert all(one.steps_to_tolerance is not None for one in results["own_best"].runs)


@pytest.mark.parametrize("optimizer", ["gd", "sgd", "momentum", "rmsprop", "adam"])
def test_near_its_own_best_is_better_than_three_times_less_or_more(results, optimizer):
    """Best: the smallest mean of log10(gap) over the whole race, so both speed and rest count."""
    best = Experiment.preset("own_best")
    (racer,) = (racer for racer in best.racers if racer.optimizer == optimizer)

    def height(factor):
        hypers = {**racer.hypers, "lr": racer.hypers["lr"] * factor}
        (one,) = run(best.only(racer.model_copy(update={"hypers": hypers}))).runs
        return np.inf if one.status == "diverged" else np.log10(one.gap).mean()

    assert height(1) < min(height(1 / 3), height(3))


def places(one, most=1500):
    """Places along a run's drawn line, half a per cent of the window's sides apart; and the lowest one."""
    low, high = np.transpose(one.surface.window)
    path = (one.path - low) / (high - low)
    steps = ((a, b - a) for a, b in pairwise(path))
    line = [a + step * np.arange(0, 1, 0.005 / max(np.hypot(*step), 0.005))[:, None] for a, step in steps]
    return np.concatenate(line)[:most], (np.array(one.surface.minima[0][:2]) - low) / (high - low)


def test_each_near_its_own_best_five_paths_are_clearly_apart(results):
    """On the way down, before they meet at the bottom, any two are 6 % of the window apart somewhere, and one
    is out of the other's way for a third of it."""
    ways = []
    for one in results["own_best"].runs:
        way, bottom = places(one)
        near = np.flatnonzero(np.hypot(*(way - bottom).T) < 0.06)
        ways.append(way[: near[0]])
    for a, b in combinations(ways, 2):
        distance = np.linalg.norm(a[:, None] - b, axis=-1)
        one, other = distance.min(axis=1), distance.min(axis=0)
        assert max(one.max(), other.max()) > 0.06
        assert max((one > 0.015).mean(), (other > 0.015).mean()) > 1 / 3


def test_the_tutorial_stops_early_because_its_loss_rose(results):
    (sgd,) = results["article"].runs
    assert sgd.status == "threshold"
    assert sgd.epochs < 10
    assert "rose" in sgd.reason


def test_the_same_rate_leaves_rmsprop_and_adam_at_the_start(results):
    runs = by_name(results["same_rate"])
    assert len({one.racer.hypers["lr"] for one in runs.values()}) == 1
    for name in ("RMSProp", "Adam"):
        assert share(runs[name]) > 0.9 * (runs[name].gap[0] / runs[name].surface.train.lowest)
    assert share(runs["SGD"]) < 0.01


def test_too_fast_diverges_only_above_the_limit(results):
    slow, near, above = results["too_fast"].runs
    assert [one.status for one in (slow, near, above)] == ["budget", "budget", "diverged"]
    assert share(near) < 0.01
    assert "above the stability limit 2/L = 0.578" in above.reason


def test_adam_crawls_at_its_default(results):
    default, one, hundred = results["adam_crawls"].runs
    assert default.steps == 25_000
    assert abs(default.path[-1] - default.path[0]).max() < 25
    assert share(default) > 10
    assert share(one) < 0.01
    assert hundred.steps_to_tolerance < one.steps_to_tolerance


def test_round_bowl_needs_one_step(results):
    gd = results["round_bowl"].runs[0]
    assert gd.steps_to_tolerance == 1
    assert gd.gap[1] < 1e-25
    assert all(one.steps_to_tolerance is not None for one in results["round_bowl"].runs)


def test_three_batches(results):
    one, middle, all_rows = results["three_batches"].runs
    assert one.steps_to_tolerance < one.steps_per_epoch
    assert one.gap[-4000:].std() > 3 * middle.gap[-125:].std()
    assert all_rows.steps == 10
    assert share(all_rows) > 1


def test_hills_momentum_alone_leaves_the_first_valley(results):
    runs = by_name(results["hills"])
    lowest, dips = results["hills"].surface.minima[0], results["hills"].surface.minima
    np.testing.assert_allclose(runs["Momentum"].path[-1], lowest[:2], atol=1e-2)
    start = runs["Momentum"].path[0]
    nearest = min(dips, key=lambda dip: np.hypot(*(np.array(dip[:2]) - start)))
    for name in ("Gradient descent", "Adam"):
        np.testing.assert_allclose(runs[name].path[-1], nearest[:2], atol=1e-2)


def test_ravine_has_the_best_settings_and_momentum_needs_a_quarter_of_the_steps(results):
    result = results["ravine"]
    hessian = result.surface.hessian(np.zeros(2))
    for one in result.runs:
        best = fastest(one.racer, hessian)
        assert best is not None
        assert one.racer.hypers == pytest.approx(best.settings)
    steps = {name: int(np.argmax(one.gap < 1e-6 * one.gap[0])) for name, one in by_name(result).items()}
    assert steps["Momentum"] < steps["Nesterov momentum"] < steps["Gradient descent"]
    assert 0.15 < steps["Momentum"] / steps["Gradient descent"] < 0.25
    arrived = {name: one.steps_to_tolerance for name, one in by_name(result).items()}
    assert 0.22 < arrived["Momentum"] / arrived["Gradient descent"] < 0.28


def test_saddle_adam_leaves_first(results):
    left = {
        name: int(np.argmax(np.abs(one.path[:, 1]) > 1)) or one.steps
        for name, one in by_name(results["saddle"]).items()
    }
    assert left["Adam"] < 0.7 * left["Gradient descent"]
    assert left["Adam"] < 0.7 * left["Momentum"]
    for name in ("Gradient descent", "Momentum"):
        assert np.hypot(*by_name(results["saddle"])[name].path.T).min() < 0.2
