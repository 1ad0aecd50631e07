"""The scene: what is drawn is close to the result, what is read off is the result."""

from typing import Any

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.catalogue import OPTIMIZERS, PRESETS
from optim_core.run import Result
from tests.ui.stage.reading import decode
from ui.stage import drawing
from ui.stage.clock import Clock
from ui.stage.drawing import HALF_PIXEL, LOSS_POINTS, PATH_POINTS, Window
from ui.stage.ground import home_window
from ui.stage.scene import View, block, scene

URLS: dict[str, str | None] = {"stage": "stage.js", "plotly": "plotly.js", "history": "history?v=1"}
LAST_EIGHT = [{"optimizer": id} for id in list(OPTIMIZERS)[-8:]]

# Races at the edges: each of them once drew something that is not a number, or may.
EXTREMES: dict[str, dict[str, Any]] = {
    "diverged at once": {
        "racers": [{"optimizer": id, "hypers": {"lr": 1e300}} for id in ("gd", "adam", "lion")]
    },
    "diverged slowly": {"epochs": 400, "racers": [{"optimizer": "gd", "hypers": {"lr": 0.6}}]},
    "diverged far out": {"racers": [{"optimizer": "sgd", "hypers": {"lr": 1e9}}, {"optimizer": "adam"}]},
    "standing still": {"racers": [{"optimizer": "gd", "hypers": {"lr": 1e-300}}]},
    "one step": {"epochs": 1, "racers": [{"optimizer": "gd"}]},
    "one training row": {"problem": {"rows": 2}, "batch_size": 1, "racers": [{"optimizer": "gd"}]},
    "two training rows": {"problem": {"rows": 3}, "batch_size": 1, "racers": [{"optimizer": "gd"}]},
    "one scaled row": {
        "problem": {"rows": 2, "x_scale": "standard", "y_scale": "standard"},
        "batch_size": 1,
        "racers": [{"optimizer": "adam"}],
    },
    "a far start": {"start": (1e12, -1e12), "racers": [{"optimizer": "gd"}]},
    "a start on the lowest point": {
        "problem": {"x_scale": "standard", "y_scale": "standard"},
        "start": (0.0, 0.0),
        "racers": [{"optimizer": "gd", "hypers": {"lr": 0.5}}],
    },
}


@pytest.fixture(scope="module", params=PRESETS)
def result(request: pytest.FixtureRequest) -> Result:
    return run(Experiment.preset(request.param))


def read(result: Result, view: View | None = None) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    return decode(scene(result, view or View(), "1", URLS))


def same(sent: np.ndarray, exact: np.ndarray) -> bool:
    """Whether the numbers came over, in 4 bytes each or, where these cannot hold them, in 8."""
    if sent.dtype == np.float64:
        assert (np.abs(exact[exact != 0]) < 1e-37).any() or (np.abs(exact) > 3e38).any()
    return np.array_equal(sent, exact.astype(sent.dtype))


def test_the_header_says_what_is_raced(result: Result) -> None:
    view = View("rows", "linear", "test", "loss")
    header, _ = read(result, view)
    assert [racer["name"] for racer in header["racers"]] == list(result.names)
    assert [racer["status"] for racer in header["racers"]] == [each.status for each in result.runs]
    seen = {"x": "rows", "scale": "linear", "set": "test", "measure": "loss"}
    assert header["view"] == {**seen, "landscape": "map", "curvature": "plain"}
    assert header["urls"] == URLS
    assert header["summary"] == result.sentences()
    assert header["on_rows"] == result.experiment.problem.on_rows
    assert header["bounded"] == (result.surface.lowest is not None)
    assert list(header["optimum"].values()) == list(result.surface.lowest or ())


def test_the_numbers_at_every_frame_are_the_results_own(result: Result) -> None:
    _, arrays = read(result)
    clock = Clock.of(result)
    assert np.array_equal(arrays["frame_tick"], clock.frames())
    for i, each in enumerate(result.runs):
        steps = arrays[f"at_step_{i}"]
        assert np.array_equal(steps, clock.steps_of(each, clock.frames()))
        exact = {
            "x": each.path[steps, 0],
            "y": each.path[steps, 1],
            "train": each.gap[steps],
        }
        for name in ("x", "y", "train"):
            assert same(arrays[f"at_{name}_{i}"], exact[name]), name
        assert (f"at_test_{i}" in arrays) == result.surface.on_rows
        if result.surface.on_rows:
            test = each.test_loss[steps] - result.surface.test.lowest
            assert np.allclose(arrays[f"at_test_{i}"], test, rtol=1e-6, atol=1e-6 * test.max())


def test_a_block_holds_every_tick_in_between(result: Result) -> None:
    ticks = Clock.of(result).ticks
    first = ticks // 2
    header, arrays = decode(block(result, first, first + 256))
    assert arrays["tick"].tolist() == list(range(first, min(first + 256, ticks + 1)))
    assert (header["from"], header["to"]) == (first, min(first + 256, ticks + 1))
    for i, each in enumerate(result.runs):
        steps = Clock.of(result).steps_of(each, arrays["tick"])
        assert np.array_equal(arrays[f"at_step_{i}"], steps)
        assert same(arrays[f"at_x_{i}"], each.path[steps, 0])


@pytest.mark.parametrize(("first", "last"), [(-5, 3), (10**9, 10**9 + 256), (5, 2)])
def test_a_block_outside_the_race_is_cut(result: Result, first: int, last: int) -> None:
    _, arrays = decode(block(result, first, last))
    assert ((arrays["tick"] >= 0) & (arrays["tick"] <= Clock.of(result).ticks)).all()


def window(result: Result) -> Window:
    return home_window(result.surface, result.runs[0].path[0])


def farthest_off(result: Result, arrays: dict[str, np.ndarray], i: int, steps: int) -> float:
    """How far any of racer i's first steps lies from the line drawn; the window's sides are 1 long."""
    points = result.runs[i].path[: steps + 1] / np.ptp(np.array(window(result)), axis=1)
    kept = arrays[f"path_step_{i}"]
    kept = kept[: np.searchsorted(kept, steps) + 1].clip(max=steps)
    piece = (np.searchsorted(kept, np.arange(steps + 1), side="right") - 1).clip(max=max(len(kept) - 2, 0))
    start, end = points[kept[piece]], points[kept[(piece + 1).clip(max=len(kept) - 1)]]
    along = np.maximum(((end - start) ** 2).sum(axis=1), 1e-300)
    share = (((points - start) * (end - start)).sum(axis=1) / along).clip(0, 1)
    return float(np.linalg.norm(points - start - share[:, None] * (end - start), axis=1).max())


def test_thinned_paths_keep_their_ends_and_stay_within_half_a_pixel_while_points_last(result: Result) -> None:
    _, arrays = read(result)
    for i, each in enumerate(result.runs):
        kept = arrays[f"path_step_{i}"]
        assert (kept[0], kept[-1]) == (0, each.steps)
        assert same(arrays[f"path_x_{i}"], each.path[kept, 0])
        assert same(arrays[f"path_y_{i}"], each.path[kept, 1])
        assert len(kept) <= PATH_POINTS
        steps = each.steps if len(kept) < PATH_POINTS / 2 else int(kept[PATH_POINTS // 2])
        assert farthest_off(result, arrays, i, steps) <= 1.01 * HALF_PIXEL


def test_the_way_down_is_drawn_within_a_pixel(result: Result) -> None:
    """What comes after the arrival may be a blot; before it, every turn is there to be seen."""
    _, arrays = read(result)
    for i, each in enumerate(result.runs):
        if each.status != "diverged":
            way = each.steps_to_tolerance or each.steps
            assert farthest_off(result, arrays, i, way) <= 2 * HALF_PIXEL, result.names[i]


def as_drawn(result: Result, gaps: np.ndarray) -> np.ndarray:
    """Heights along the axis: decades above the lowest, or, where nothing is lowest, as they are."""
    return gaps if result.surface.lowest is None else np.log10(np.maximum(gaps, 1e-300, dtype=float))


def test_loss_curves_keep_their_ends_and_their_height(result: Result) -> None:
    _, arrays = read(result)
    for i, each in enumerate(result.runs):
        kept, drawn = arrays[f"loss_step_{i}"], arrays[f"loss_train_{i}"]
        assert len(kept) <= LOSS_POINTS
        assert (kept[0], kept[-1]) == (0, each.steps)
        assert same(drawn, each.gap[kept])
        assert np.ptp(as_drawn(result, drawn)) >= 0.95 * np.ptp(as_drawn(result, each.gap))


def test_the_window_shows_start_and_optimum_and_does_not_follow_the_racers(result: Result) -> None:
    header, _ = read(result)
    (x0, x1), (y0, y1) = header["window"]
    for x, y in (result.runs[0].path[0], *(minimum[:2] for minimum in result.surface.minima[:1])):
        assert x0 < x < x1
        assert y0 < y < y1
    alone = result.experiment.only(result.experiment.racers[-1])
    assert window(run(alone)) == window(result)
    low, high = np.array(header["window_paths"]).T
    for each in result.runs:
        assert ((low < each.path) & (each.path < high)).all()


def test_the_contour_is_the_loss_above_the_lowest(result: Result) -> None:
    header, arrays = read(result)
    x, y, z = (arrays[f"surface_{name}"] for name in "xyz")
    heights, told = result.surface.f(np.stack(np.meshgrid(x, y), axis=-1).astype(float)), z.astype(float)
    if result.surface.lowest is None:
        drawn, expected = np.sinh(told) * header["surface"]["unit"], heights
    else:
        drawn, expected = 10**told, heights - result.surface.lowest[0]
    drawn = drawn.reshape(len(y), len(x))
    assert np.allclose(drawn, expected, rtol=0.02, atol=np.abs(expected).max() * 1e-5)
    levels = header["surface"]["levels"]
    assert levels == sorted(set(levels))
    (x0, x1), (y0, y1) = header["window"]
    assert x.min() <= x0 < x1 <= x.max()
    assert y.min() <= y0 < y1 <= y.max()


def test_the_sample_is_of_the_training_rows_in_their_own_units(result: Result) -> None:
    header, arrays = read(result)
    surface = result.surface
    if not surface.on_rows:
        assert header["fit"] is None
        assert not {"fit_x", "fit_y"} & arrays.keys()
        return
    x = surface.x_train * surface.x_scale.width + surface.x_scale.centre
    assert np.isin(arrays["fit_x"], np.float32(x)).all()
    low, high = header["fit"]["y_range"]
    assert ((arrays["fit_y"] >= low - 1e-3) & (arrays["fit_y"] <= high + 1e-3)).all()


@pytest.mark.parametrize("given", EXTREMES.values(), ids=EXTREMES)
def test_nothing_that_is_not_finite_travels(given: dict[str, Any]) -> None:
    result = run(Experiment.model_validate({"epochs": 3, **given}))
    header, arrays = read(result)
    assert all(np.isfinite(array).all() for array in arrays.values())
    assert len(header["racers"]) == len(result.runs)
    low, high = np.array(header["window"]).T
    assert (low < high).all()
    assert all(np.isfinite(array).all() for array in decode(block(result, 0, 10))[1].values())


def test_eight_racers_of_25_000_steps_fit_into_300_kilobytes() -> None:
    result = run(Experiment.model_validate({"epochs": 100, "batch_size": 32, "racers": LAST_EIGHT}))
    assert all(each.steps == 25_000 for each in result.runs)
    assert len(scene(result, View(), "1", URLS)) < 300_000


def test_a_change_on_a_rough_surface_fits_into_200_kilobytes() -> None:
    problem = {"kind": "surface", "function": "rastrigin"}
    result = run(Experiment.model_validate({"epochs": 2000, "problem": problem, "racers": LAST_EIGHT}))
    assert len(scene(result, View(), "1", {**URLS, "ground": "ground?v=1"})) < 200_000


def test_a_change_of_one_racer_draws_only_that_one_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    really = drawing.thinned

    def thinned(points: np.ndarray, tolerance: float, most: int) -> np.ndarray:
        drawn.append("path")
        return really(points, tolerance, most)

    monkeypatch.setattr(drawing, "thinned", thinned)
    for rate in (0.0123, 0.0124):
        racers = [{"optimizer": "gd", "hypers": {"lr": 0.3}}, {"optimizer": "sgd", "hypers": {"lr": rate}}]
        result = run(Experiment.model_validate({"epochs": 3, "seed": 77, "racers": racers}))
        _, arrays = read(result)
        for i, each in enumerate(result.runs):
            assert np.array_equal(arrays[f"loss_train_{i}"], np.float32(each.gap[arrays[f"loss_step_{i}"]]))
    assert len(drawn) == 3


@pytest.mark.parametrize("change", [{"seed": 78}, {"start": (3.0, 4.0)}, {"problem": {"rows": 500}}])
def test_another_problem_seed_or_start_stands_on_other_ground(change: dict[str, Any]) -> None:
    fields = {"epochs": 3, "seed": 77, "racers": [{"optimizer": "gd", "hypers": {"lr": 0.3}}]}
    for given in (fields, fields | change):
        result = run(Experiment.model_validate(given))
        header, _ = read(result)
        assert header["start"] == result.runs[0].path[0].tolist()
        assert header["optimum"]["train"] == result.surface.train.lowest


def test_a_kept_race_is_drawn_beside_with_its_own_losses() -> None:
    mine, other = (
        run(Experiment(epochs=n, racers=[{"optimizer": "sgd"}, {"optimizer": "adam"}])) for n in (2, 3)
    )
    header, arrays = decode(scene(mine, View(), "1", URLS, ("before", other)))
    assert [look["name"] for look in header["over"]] == [f"{name} in before" for name in other.names]
    for i, each in enumerate(other.runs):
        steps = arrays[f"over_loss_step_{i}"]
        np.testing.assert_allclose(arrays[f"over_loss_train_{i}"], each.gap[steps], rtol=1e-6)
        assert steps[-1] == each.steps
    assert "the race kept as before" in header["alts"]["loss"]
