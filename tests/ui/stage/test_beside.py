"""A race over another: drawn where both mean the same, in words where they do not, never as the other's."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.run import Result
from tests.ui.stage.reading import decode
from ui.stage.beside import apart, aside
from ui.stage.scene import View, scene

FIELDS = {
    "problem": {"rows": 500},
    "epochs": 4,
    "batch_size": 100,
    "racers": [{"optimizer": "sgd", "hypers": {"lr": 0.1}}],
}


def race(**changes: object) -> Result:
    return run(Experiment.model_validate(FIELDS | changes))


OWN = race()


def drawn(other: Result, own: Result = OWN) -> tuple[dict, dict[str, np.ndarray]]:
    return decode(scene(own, View(), "1", {"stage": "s", "plotly": "p", "history": None}, ("slow", other)))


def test_its_paths_and_losses_are_its_own_and_the_window_holds_them() -> None:
    adam = {"optimizer": "adam", "hypers": {"lr": 3000}}
    other = race(racers=[adam, *FIELDS["racers"]], epochs=7)
    header, arrays = drawn(other)
    assert [look["name"] for look in header["over"]] == ["Adam in slow", "SGD in slow"]
    assert [look["symbol"] for look in header["over"]] == ["circle", "square"]
    for i, each in enumerate(other.runs):
        kept = arrays[f"over_path_step_{i}"]
        assert np.array_equal(arrays[f"over_path_x_{i}"], each.path[kept, 0].astype("f4"))
        assert np.array_equal(
            arrays[f"over_loss_train_{i}"], each.gap[arrays[f"over_loss_step_{i}"]].astype("f4")
        )
    low, high = np.transpose(header["window_paths"])
    for each in (*OWN.runs, *other.runs):
        assert (each.path >= low).all()
        assert (each.path <= high).all()
    assert "Dotted, the race kept as slow: Adam ends at m = " in header["alts"]["landscape"]
    assert [racer["name"] for racer in header["racers"]] == ["SGD"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"problem": {"rows": 500, "x_scale": "standard"}},
            "other data, in other units or with another loss",
        ),
        ({"problem": {"rows": 400}}, "other data"),
        ({"problem": {"rows": 500, "loss": "mae"}}, "another loss"),
    ],
)
def test_where_coordinates_mean_something_else_only_losses_are_drawn(changes: dict, why: str) -> None:
    other = race(**changes)
    header, arrays = drawn(other)
    assert why in apart(OWN, other)
    assert apart(OWN, other) in header["alts"]["landscape"]
    assert "over_path_x_0" not in arrays
    assert header["over"][0]["optimum"]["train"] == other.surface.lowest[0]  # type: ignore[index]
    assert header["over"][0]["rows"] == other.experiment.problem.train_rows
    assert header["window_paths"] == decode(scene(OWN, View(), "1", {}))[0]["window_paths"]


def test_other_rows_are_told_and_their_scales_are_other_scales() -> None:
    assert aside(OWN, race(epochs=9)) == ""
    assert apart(OWN, race(seed=7)) == ""
    assert "those of seed 7: its lowest point lies elsewhere" in aside(OWN, race(seed=7))
    scaled = {"problem": {"rows": 500, "x_scale": "standard"}}
    assert "other rows, which set other scales" in apart(race(**scaled), race(**scaled, seed=7))


def test_noise_moves_who_walks_and_not_the_ground() -> None:
    hills = {"kind": "surface", "function": "hills"}
    fields = {"epochs": 9, "racers": [{"optimizer": "gd"}]}
    still, noisy = (run(Experiment(problem={**hills, "noise": noise}, **fields)) for noise in (0.0, 0.5))
    assert aside(still, noisy) == ""
    beale = run(Experiment(problem={**hills, "function": "beale"}, **fields))
    assert apart(still, beale).startswith("It ran on another surface: its x and y mean something else")
