"""Curves with bands: what is drawn is what was computed, and nothing is hidden."""

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.sweep.seeds import race_over_seeds
from ui.figures.bands import Axes, bands_figure
from ui.figures.frame import spread
from ui.palette import RACERS

RATES = {"gd": 0.1, "momentum": 0.02, "adam": 300}
EXPERIMENT = Experiment(
    problem={"rows": 400},
    epochs=4,
    racers=[{"optimizer": name, "hypers": {"lr": rate}} for name, rate in RATES.items()],
)


def raced(experiment, count=6):
    *_, last = race_over_seeds(experiment, count)
    return last.result


RESULT = raced(EXPERIMENT)


@pytest.mark.parametrize("dark", [False, True])
def test_medians_and_bands_are_the_results_own(dark):
    figure = bands_figure(RESULT, Axes.around(RESULT), dark, "epochs", "gap")
    for i in range(3):
        low, high, middle, marks = figure.data[4 * i : 4 * i + 4]
        np.testing.assert_allclose(middle.y, RESULT.middle[i])
        np.testing.assert_allclose(low.y, RESULT.band(0.1)[i])
        np.testing.assert_allclose(high.y, RESULT.band(0.9)[i])
        assert (middle.line.color, middle.line.dash) == (RACERS[i].colors[dark], RACERS[i].dash)
        assert marks.marker.symbol == RACERS[i].symbol
    assert [note.text for note in figure.layout.annotations] == [
        "<b>GD</b>",
        "<b>Momentum</b>",
        "<b>Adam</b>",
    ]


def test_both_races_have_the_same_axes_and_everything_is_inside():
    other = raced(EXPERIMENT.model_copy(update={"seed": 7}))
    axes = Axes.around(RESULT, other)
    assert axes.log
    for result in (RESULT, other):
        for values in (result.middle, result.band(0.1), result.band(0.9)):
            assert ((values >= axes.low) & (values <= axes.high)).all()


def test_who_diverges_leaves_the_picture_at_the_top():
    wild = {"epochs": 60, "racers": [{"optimizer": "gd", "hypers": {"lr": 5}}]}
    result = raced(Experiment.model_validate({**EXPERIMENT.model_dump(), **wild}))
    assert result.diverged.all()
    axes = Axes.around(result)
    figure = bands_figure(result, axes, False, "epochs", "gap")
    assert figure.data[2].y[-1] > axes.high
    assert figure.layout.annotations[0].text.endswith("↑")


def test_a_surface_without_a_bottom_has_an_even_axis():
    saddle = {"kind": "surface", "function": "saddle"}
    result = raced(Experiment(problem=saddle, epochs=20, racers=[{"optimizer": "gd"}]), 2)
    axes = Axes.around(result)
    assert not axes.log
    assert axes.low < result.middle.min() < result.middle.max() < axes.high


def test_a_name_is_text():
    named = EXPERIMENT.model_copy(
        update={"racers": (EXPERIMENT.racers[0].model_copy(update={"label": "<b>x"}),)}
    )
    result = raced(named, 2)
    figure = bands_figure(result, Axes.around(result), False, "epochs", "gap")
    assert figure.layout.annotations[0].text == "<b>&lt;b&gt;x</b>"


@pytest.mark.parametrize("heights", [[0.0] * 5, [1.0] * 5, [0.5, 0.5, 0.9, 0.91], [0.2, 0.9]])
def test_names_keep_apart_and_inside(heights):
    placed = np.sort(spread(np.array(heights), 0.06))
    assert (np.diff(placed) > 0.06 - 1e-9).all()
    assert placed[0] >= -1e-9
    assert placed[-1] <= 1 + 1e-9
