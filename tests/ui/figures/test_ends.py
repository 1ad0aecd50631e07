"""Ends on the map: each one where it is, on the landscape that it belongs to."""

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.run import setup_of
from optim_core.sweep.seeds import race_over_seeds
from ui.figures.ends import around, ends_figure
from ui.palette import RACERS
from ui.stage.ground import home_window


def drawn(count=6, **fields):
    experiment = Experiment(**fields)
    *_, last = race_over_seeds(experiment, count)
    setup = setup_of(experiment)
    window, outside = around(last.result, home_window(setup.surface, setup.start))
    figure = ends_figure(last.result, setup.surface, window, False, ("m", "b"))
    return last.result, window, outside, figure


LINE = {
    "problem": {"rows": 400},
    "epochs": 5,
    "racers": [{"optimizer": "gd", "hypers": {"lr": 0.3}}, {"optimizer": "adam", "hypers": {"lr": 300}}],
}


def test_every_end_is_a_mark_of_its_racer():
    result, window, outside, figure = drawn(**LINE)
    _, *racers, lowest = figure.data
    for i, trace in enumerate(racers):
        np.testing.assert_array_equal(np.stack([trace.x, trace.y], axis=1), result.ends[i])
        assert trace.marker.symbol == RACERS[i].symbol
    np.testing.assert_allclose(sorted(lowest.x), sorted(result.lowest[:, 0]))
    (x0, x1), (y0, y1) = window
    assert outside == 0
    assert all(x0 < x < x1 and y0 < y < y1 for x, y in result.ends.reshape(-1, 2))


def test_the_levels_are_the_stages_heights():
    result, _, _, figure = drawn(**LINE)
    ground = figure.data[0]
    surface = setup_of(result.experiment).surface
    points = np.stack(np.meshgrid(ground.x, ground.y), axis=-1)
    gaps = surface.gaps(points)[..., 0]
    inner = (ground.z > 0) & (ground.z < ground.contours.end)
    halves = np.round(2 * np.log10(gaps[inner]) - ground.z[inner], 3)  # half a decade a level
    assert np.ptp(halves) < 0.01


def test_ends_that_are_far_away_are_counted_not_drawn_to_scale():
    racers = [{"optimizer": "gd", "hypers": {"lr": 0.3}}, {"optimizer": "gd", "hypers": {"lr": 5}}]
    *_, outside, _ = drawn(**{**LINE, "epochs": 60, "racers": racers})
    assert outside == 6


@pytest.mark.parametrize("function", ["saddle", "hills"])
def test_on_surfaces_too(function):
    problem = {"kind": "surface", "function": function, "noise": 0.1}
    result, _, _, figure = drawn(
        problem=problem, epochs=20, racers=[{"optimizer": "gd", "hypers": {"lr": 0.1}}]
    )
    assert len(figure.data[-1].x) == (1 if np.isfinite(result.lowest).all() else 0)
