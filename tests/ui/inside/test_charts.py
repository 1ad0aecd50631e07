"""The small charts: fields that belong together share one, and its axis suits its values."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.catalogue import OPTIMIZERS
from ui.inside.charts import POINTS, Curve, Plot, curves, plots


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_field_is_drawn_once_for_both_coordinates(optimizer: str) -> None:
    [each] = run(Experiment(epochs=2, batch_size=500, racers=({"optimizer": optimizer},))).runs
    found = plots(each)
    drawn = [(curve.value, curve.coordinate) for plot in found for curve in plot.curves]
    assert len(drawn) == len(set(drawn))
    assert {(field, c) for field in each.racer.rule.State._fields for c in (0, 1)} <= set(drawn)
    assert {("step_length", None), ("slope_length", None), ("cosine", None)} <= set(drawn)
    assert (("full_length", None) in drawn) == (each.batch_size < each.train_rows)  # else it is the same
    assert "rate" in each.racer.rule.State._fields or ("per_slope", 0) in drawn
    assert all(plot.title[0].isupper() or not plot.title[0].isascii() for plot in found)


def test_a_moment_shares_its_chart_with_its_corrected_form() -> None:
    [each] = run(Experiment(epochs=2, batch_size=500, racers=({"optimizer": "adam"},))).runs
    together = [[curve.value for curve in plot.curves] for plot in plots(each)]
    assert ["m", "m", "m_hat", "m_hat"] in together
    assert ["v", "v", "v_hat", "v_hat"] in together


@pytest.mark.parametrize(
    ("heights", "log"),
    [([1, 1e3], True), ([1, 2], False), ([-1, 1e3], False), ([0, 1, 1e3], True), ([0, 0], False)],
)
def test_an_axis_is_logarithmic_where_factors_matter(heights: list[float], log: bool) -> None:
    assert Plot("a title", [Curve("v", "v", None, np.array(heights, float))]).log is log


def test_long_curves_are_thinned_and_keep_their_height() -> None:
    [each] = run(Experiment(epochs=100, batch_size=256, racers=({"optimizer": "rmsprop"},))).runs
    header, arrays = curves(0, each)
    for p, (plot, drawn) in enumerate(zip(plots(each), header, strict=True)):
        assert drawn["title"] == plot.title
        for c, curve in enumerate(plot.curves):
            x, y = arrays[f"plot_0_{p}_{c}_x"], arrays[f"plot_0_{p}_{c}_y"]
            assert len(x) <= POINTS
            np.testing.assert_array_equal(curve.heights[x - 1], y)
            whole = curve.heights[np.isfinite(curve.heights)]
            assert y.max() >= whole.max() - 0.25 * np.ptp(whole)
