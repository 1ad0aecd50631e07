"""The lines of curvature: through the lowest point, along the eigenvectors, as long as they may be."""

from typing import Any

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.landscape import Window
from optim_core.run import Result
from optim_core.theory import curvatures, nearest_bowl
from tests.ui.stage.reading import decode
from ui.stage.curvature import lines
from ui.stage.ground import home_window
from ui.stage.scene import View, scene


def home(result: Result) -> Window:
    return home_window(result.surface, result.runs[0].path[0])


def result_of(**problem: Any) -> Result:
    given = {"epochs": 2, "batch_size": 1, "problem": problem, "racers": [{"optimizer": "gd"}]}
    return run(Experiment.model_validate(given))


@pytest.fixture(scope="module")
def result() -> Result:
    return result_of()


def ends(result: Result) -> np.ndarray:
    """(line, end, coordinate)."""
    found = lines(result, home(result))
    assert found is not None
    return np.array([line[:4] for line in found]).reshape(2, 2, 2)


def test_all_four_ends_lie_at_the_same_height_around_the_lowest_point(result: Result) -> None:
    found = ends(result)
    assert np.allclose(found.mean(axis=1), result.surface.minima[0][:2])
    gaps = result.surface.gaps(found)[..., 0]
    assert np.allclose(gaps, gaps[0, 0])


def test_the_first_is_gentle_and_long_the_second_steep_and_at_right_angles(result: Result) -> None:
    gentle, steep = np.diff(ends(result), axis=1)[:, 0]
    bowl = nearest_bowl(result.surface, result.runs[0].path[-1])
    assert bowl is not None
    low, high = curvatures(bowl[1])
    assert np.linalg.norm(gentle) / np.linalg.norm(steep) == pytest.approx(np.sqrt(high / low))
    assert gentle @ steep == pytest.approx(0, abs=float(1e-9 * gentle @ gentle))


def test_the_labels_say_how_much_it_bends(result: Result) -> None:
    found = lines(result, home(result))
    assert found is not None
    assert [line[4] for line in found] == ["gentlest, ℓ = 0.262", "steepest, L = 3.46"]


def test_they_reach_almost_to_the_edge_of_the_window_and_not_over_it(result: Result) -> None:
    window = np.array(home(result))
    middle = np.array(result.surface.minima[0][:2])
    room = np.minimum(middle - window[:, 0], window[:, 1] - middle)
    assert (np.abs(ends(result) - middle) / room).max() == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        ({"x_scale": "standard", "y_scale": "standard"}, "a round bowl has no such directions"),
        ({"rows": 2}, "one row makes a flat valley"),
    ],
)
def test_where_no_direction_stands_out_there_are_no_lines(problem: dict[str, Any], why: str) -> None:
    result = result_of(**problem)
    assert lines(result, home(result)) is None, why


def test_a_lowest_point_outside_the_window_has_no_lines(result: Result) -> None:
    (x, y), _ = nearest_bowl(result.surface, result.runs[0].path[-1]) or ((0, 0), None)
    assert lines(result, ((x + 1, x + 2), (y - 1, y + 1))) is None


def test_they_travel_with_the_scene(result: Result) -> None:
    header, _ = decode(scene(result, View(), "1", {}))
    assert [tuple(line) for line in header["directions"]] == lines(result, home(result))


def test_the_lowest_point_is_a_point_of_the_grid(result: Result) -> None:
    _, arrays = decode(scene(result, View(), "1", {}))
    for axis, low in zip("xy", result.surface.minima[0], strict=False):
        grid = arrays[f"surface_{axis}"]
        assert np.abs(grid - low).min() < 1e-6 * np.ptp(grid)
