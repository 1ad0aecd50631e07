"""Results: a table of where everyone ended, and files that hold the same numbers."""

import io
from typing import Any

import numpy as np
import pandas as pd
import pytest

from optim_core import Experiment, run
from optim_core.catalogue import PRESETS
from optim_core.run import Result, Run
from ui import results
from ui.stage.scene import View


@pytest.fixture(scope="module", params=PRESETS)
def result(request: pytest.FixtureRequest) -> Result:
    return run(Experiment.preset(request.param))


def test_the_table_holds_everyones_end(result: Result) -> None:
    table = pd.DataFrame(results.table(result))
    assert list(table["racer"]) == list(result.names)
    for row, each in zip(table.to_dict("records"), result.runs, strict=True):
        assert tuple(row[name] for name in result.surface.names) == tuple(each.path[-1])
        assert row["steps"] == each.steps
        assert (row["status"], row["why it ended"]) == (each.status, each.reason)
        check = of_a_line if result.surface.on_rows else of_a_surface
        check(row, each)


def of_a_line(row: dict[Any, Any], each: Run) -> None:
    assert row["training loss"] == each.train_loss[-1]
    assert row["test loss"] == each.test_loss[-1]
    within = each.train_loss <= 1.01 * each.surface.train.lowest
    assert_first(row["steps to within 1 %"], within)


def of_a_surface(row: dict[Any, Any], each: Run) -> None:
    assert row["height"] == each.train_loss[-1]
    if each.surface.lowest is None:
        assert not {"above the lowest", "steps to 99 % of the way down"} & row.keys()
        return
    assert row["above the lowest"] == each.gap[-1]
    assert_first(row["steps to 99 % of the way down"], each.gap <= 0.01 * each.gap[0])


def assert_first(steps: float | None, there: np.ndarray) -> None:
    assert steps == there.argmax() if there.any() else steps is None or np.isnan(steps)


def test_slope_and_intercept_are_in_the_datas_own_units() -> None:
    fields = {"problem": {"x_scale": "standard", "y_scale": "standard"}, "racers": [{"optimizer": "gd"}]}
    scaled, raw = (
        run(Experiment.model_validate({**fields, "epochs": 2000, "problem": problem}))
        for problem in (fields["problem"], {})
    )
    row = pd.DataFrame(results.table(scaled)).iloc[0]
    m, b, _ = raw.surface.minima[0]
    assert row["slope"] == pytest.approx(m)
    assert row["intercept"] == pytest.approx(b)
    assert "slope" in results.explained(scaled)


def test_what_is_in_the_datas_own_units_is_not_said_twice() -> None:
    raw = run(Experiment.model_validate({"epochs": 2, "racers": [{"optimizer": "gd"}]}))
    assert not {"slope", "intercept"} & set(results.table(raw)[0])
    assert "slope" not in results.explained(raw)


def saved(monkeypatch: pytest.MonkeyPatch, result: Result, file: str) -> str:
    """What the download button of this file would save."""
    buttons: dict[str, Any] = {}

    def button(label: str, data: Any, name: str, *args: object, **more: object) -> None:
        buttons[name] = data

    monkeypatch.setattr(results.st, "download_button", button)
    results.downloads(result, View())
    data: Any = buttons[file]
    return str(data() if callable(data) else data)


@pytest.mark.parametrize("id", PRESETS)
def test_the_history_is_read_back_from_the_csv(monkeypatch: pytest.MonkeyPatch, id: str) -> None:
    long = Experiment.preset(id)
    result = run(long.model_copy(update={"epochs": min(long.epochs, 3 if long.problem.on_rows else 500)}))
    frame = pd.read_csv(io.StringIO(saved(monkeypatch, result, "descent-history.csv")))
    assert len(frame) == sum(each.steps + 1 for each in result.runs)
    for name, each in zip(result.names, result.runs, strict=True):
        mine = frame[frame["racer"] == name]
        height = "train_loss" if result.surface.on_rows else "value"
        assert np.allclose(mine[[*result.surface.names]], each.path, rtol=1e-14, atol=0)
        assert np.allclose(mine[height], each.train_loss, rtol=1e-14, atol=0)
        assert mine["step"].tolist() == list(range(each.steps + 1))


def test_the_experiment_is_read_back_from_the_json(monkeypatch: pytest.MonkeyPatch, result: Result) -> None:
    assert Experiment.from_json(saved(monkeypatch, result, "experiment.json")) == result.experiment


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_name_is_a_formula_in_a_spreadsheet(monkeypatch: pytest.MonkeyPatch, label: str) -> None:
    racers = [{"optimizer": "gd", "label": label}]
    result = run(Experiment.model_validate({"epochs": 2, "racers": racers}))
    frame = pd.read_csv(io.StringIO(saved(monkeypatch, result, "descent-history.csv")), dtype={"racer": str})
    assert set(frame["racer"]) == {f"'{label.strip()}"}
    assert min(frame["b"]) < 0, "and numbers stay numbers"
