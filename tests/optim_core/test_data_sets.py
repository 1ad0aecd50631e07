"""The data sets that come along are what their declarations say."""

from itertools import permutations

import pytest

from optim_core import Experiment, run
from optim_core.data_sets import DATA_SETS, FOLDER


@pytest.mark.parametrize("id", DATA_SETS)
def test_rows_and_columns_are_as_declared(id: str) -> None:
    data_set, table = DATA_SETS[id], DATA_SETS[id].table()
    numeric = list(data_set.frame().select_dtypes("number").columns)
    assert [name for name in numeric if name != "species_id"] == list(table.columns) == list(data_set.units)
    assert {data_set.x, data_set.y} <= data_set.units.keys()
    for x, y in permutations(data_set.units, 2):
        assert len(table.pair(x, y).x) == data_set.rows


@pytest.mark.parametrize("id", DATA_SETS)
def test_every_file_has_its_origin_told(id: str) -> None:
    assert f"## {id}.csv" in (FOLDER / "README.md").read_text("utf-8")


def test_a_data_set_is_chosen_by_its_name_alone() -> None:
    choice = Experiment(problem={"data": "penguins"}, racers=[{"optimizer": "gd"}]).problem
    assert (choice.x, choice.y, choice.rows) == ("flipper_length_mm", "body_mass_g", 342)


def test_a_row_without_a_value_is_left_out() -> None:
    experiment = Experiment(
        problem={"data": "penguins", "x_scale": "standard", "y_scale": "standard"},
        epochs=5,
        racers=[{"optimizer": "gd", "hypers": {"lr": 0.5}}],
    )
    [racer] = run(experiment).runs
    assert racer.gap[1] < 1e-20 < racer.gap[0]
    [dropped] = DATA_SETS["penguins"].table().pair("flipper_length_mm", "body_mass_g").dropped
    assert (dropped.count, dropped.line) == (2, 5)
