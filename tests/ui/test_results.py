"""Results: a table of where everyone ended, and files that hold the same numbers."""

import io
from typing import Any

import numpy as np
import pandas as pd
import pytest

from optim_core import Experiment, run
from optim_core.catalogue import PRESETS
from optim_core.run import Result
from ui import results
from ui.stage.scene import View


@pytest.fixture(scope="module", params=PRESETS)
def result(request: pytest.FixtureRequest) -> Result:
    return run(Experiment.preset(request.param))


def test_the_table_holds_everyones_end(result: Result) -> None:
    table = pd.DataFrame(results.table(result))
    assert list(table["racer"]) == list(result.names)
    for row, each in zip(table.to_dict("records"), result.runs, strict=True):
        assert (row["m"], row["b"]) == tuple(each.path[-1])
        assert row["training loss"] == each.train_loss[-1]
        assert row["test loss"] == each.test_loss[-1]
        assert row["steps"] == each.steps
        assert (row["status"], row["why it ended"]) == (each.status, each.reason)
        within = each.train_loss <= 1.01 * result.surface.train.lowest
        arrived = row["steps to within 1 %"]
        assert arrived == within.argmax() if within.any() else pd.isna(arrived)


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


def files(monkeypatch: pytest.MonkeyPatch, result: Result) -> dict[str, str]:
    """What each download button would save, by file name."""
    saved = {}

    def button(label: str, data: Any, name: str, *args: object, **more: object) -> None:
        saved[name] = data() if callable(data) else data

    monkeypatch.setattr(results.st, "download_button", button)
    results.downloads(result, View())
    return saved


def test_the_history_is_read_back_from_the_csv(monkeypatch: pytest.MonkeyPatch, result: Result) -> None:
    saved = files(monkeypatch, result)
    frame = pd.read_csv(io.StringIO(saved["descent-history.csv"]))
    assert len(frame) == sum(each.steps + 1 for each in result.runs)
    for name, each in zip(result.names, result.runs, strict=True):
        mine = frame[frame["racer"] == name]
        assert np.allclose(mine[["m", "b"]], each.path, rtol=1e-14, atol=0)
        assert np.allclose(mine["train_loss"], each.train_loss, rtol=1e-14, atol=0)
        assert mine["step"].tolist() == list(range(each.steps + 1))


def test_the_experiment_is_read_back_from_the_json(monkeypatch: pytest.MonkeyPatch, result: Result) -> None:
    assert Experiment.from_json(files(monkeypatch, result)["experiment.json"]) == result.experiment


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_name_is_a_formula_in_a_spreadsheet(monkeypatch: pytest.MonkeyPatch, label: str) -> None:
    racers = [{"optimizer": "gd", "label": label}]
    result = run(Experiment.model_validate({"epochs": 2, "racers": racers}))
    frame = pd.read_csv(io.StringIO(files(monkeypatch, result)["descent-history.csv"]), dtype={"racer": str})
    assert set(frame["racer"]) == {f"'{label}"}
    assert min(frame["b"]) < 0, "and numbers stay numbers"
