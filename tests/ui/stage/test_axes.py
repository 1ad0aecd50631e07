"""What the charts measure has the names and units of its numbers."""

import pytest

from optim_core import Experiment, run
from optim_core.catalogue import PRESETS
from tests.ui.stage.test_words import SCALES, race
from ui.stage import axes


@pytest.mark.parametrize("preset", PRESETS)
def test_only_the_lowest_point_has_a_name_and_no_gap(preset: str) -> None:
    result = run(Experiment.preset(preset))
    name = "least squares" if result.surface.on_rows else "lowest"
    points = [(x, y, height) for x, y, height in result.surface.minima]
    told = axes.minima(result.surface)
    assert [(x, y) for x, y, _, _ in told] == [(x, y) for x, y, _ in points]
    for (_, _, word, gap), (_, _, height) in zip(told, points, strict=True):
        assert gap == height - points[0][2]
        assert word == (name if gap == 0 else "a dip")


@pytest.mark.parametrize(("x_scale", "y_scale"), SCALES)
def test_units_are_those_of_the_numbers(x_scale: str, y_scale: str) -> None:
    result = race(0.1, problem={"x": "carat", "y": "price", "x_scale": x_scale, "y_scale": y_scale})
    choice, surface = result.experiment.problem, result.surface
    titles = axes.axes(choice, surface)
    assert (titles["x"]["symbol"], titles["y"]["symbol"]) == ("m", "b")
    if (x_scale, y_scale) == ("raw", "raw"):
        assert "dollars per carat" in titles["x"]["title"]
        assert titles["x"]["raw"] is None
        assert titles["y"]["raw"] is None
        return
    assert "scaled" in titles["x"]["title"]
    assert "dollars" not in titles["x"]["title"]
    m, b = result.runs[0].path[-1]
    slope, intercept = surface.raw_line(m, b)
    (per_x, plus_x), (per_y, plus_y) = titles["x"]["raw"], titles["y"]["raw"]
    assert per_x * m + plus_x == pytest.approx(slope)
    where = surface.x_scale.centre if x_scale == "standard" else 0.0
    assert per_y * b + plus_y == pytest.approx(intercept + slope * where)


def test_the_data_chart_shows_nought_where_it_is_near() -> None:
    gd = [{"optimizer": "gd"}]
    near = run(Experiment(epochs=1, racers=gd))
    far = run(Experiment(epochs=1, racers=gd, problem={"y": "depth"}))
    assert (axes.fit_axes(near.experiment.problem, near.surface) or {})["y_range"][0] < 0
    assert (axes.fit_axes(far.experiment.problem, far.surface) or {})["y_range"][0] > 40
