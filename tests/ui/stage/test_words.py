"""What the stage says is what the arrays say."""

import re

import numpy as np
import pytest

from optim_core import Experiment, run, uploads
from optim_core.catalogue import PRESETS
from optim_core.read_csv import read_csv
from optim_core.run import Result
from ui.stage import axes, words

NUMBER = r"(-?[\d.]+(?:e[+-]\d+)?)"


@pytest.fixture(scope="module", params=PRESETS)
def result(request: pytest.FixtureRequest) -> Result:
    return run(Experiment.preset(request.param))


def race(*rates: float, **fields: object) -> Result:
    racers = [{"optimizer": "gd", "hypers": {"lr": rate}} for rate in rates]
    return run(Experiment.model_validate({"epochs": 20, "racers": racers, **fields}))


def epochs_to_arrive(result: Result, i: int) -> float:
    """Epochs until racer i was first within 1 % of the lowest loss, from its losses alone; on a surface,
    steps until it had come 99 % of the way down."""
    each, lowest = result.runs[i], result.surface.lowest
    if lowest is None:
        return np.inf
    aim = 1.01 * lowest[0] if result.surface.on_rows else 0.01 * each.train_loss[0] + 0.99 * lowest[0]
    within = each.train_loss <= aim
    if not within.any():
        return np.inf
    return float(each.epochs_after(np.array([within.argmax()]))[0])


def test_the_landscapes_title_names_who_was_first(result: Result) -> None:
    title = words.titles(result)["landscape"]
    if result.surface.lowest is None:
        assert title == "No lowest point: somewhere this surface falls for ever"
        return
    arrivals = [epochs_to_arrive(result, i) for i in range(len(result.runs))]
    if np.isinf(min(arrivals)):
        assert title.startswith("No racer")
        return
    first = result.names[int(np.argmin(arrivals))]
    assert title.startswith(first)
    found = re.search(NUMBER + (r" epochs?$" if result.surface.on_rows else r" steps?$"), title)
    assert found is not None
    assert float(found[1]) == pytest.approx(min(arrivals), rel=0.06)


def gone(result: Result) -> str:
    """What a title says first of those who diverged."""
    names = [name for name, each in zip(result.names, result.runs, strict=True) if each.status == "diverged"]
    return f"{names[0] if len(names) == 1 else f'{len(names)} racers'} diverged; " if names else ""


def test_the_losss_title_names_who_ended_lowest(result: Result) -> None:
    title = words.titles(result)["loss"]
    ends = [np.inf if each.status == "diverged" else each.train_loss[-1] for each in result.runs]
    assert title.startswith(gone(result) + result.names[int(np.argmin(ends))])
    (lowest, *_) = result.surface.lowest or (0.0,)
    if found := re.search(NUMBER + r"\s*%", title):
        assert float(found[1]) == pytest.approx(100 * (min(ends) - lowest) / lowest, rel=0.06)
    elif found := re.search(NUMBER + r" above the lowest point$", title):
        assert float(found[1]) == pytest.approx(min(ends) - lowest, rel=0.006)
    elif found := re.search(r"at height " + NUMBER, title):
        assert float(found[1]) == pytest.approx(min(ends), rel=0.006)
    else:
        assert re.search("at the lowest|less than", title)


def test_over_the_test_losses_the_title_speaks_of_the_test_rows(result: Result) -> None:
    title = words.titles(result)["test"]
    if not result.surface.on_rows:
        assert title == words.titles(result)["loss"]
        return
    ends = [np.inf if each.status == "diverged" else each.test_loss[-1] for each in result.runs]
    assert title.startswith(gone(result) + result.names[int(np.argmin(ends))])
    where = "lowest on the test rows, at" if len(result.runs) > 1 else "with test"
    assert title.endswith(f" ends {where} loss {min(ends):.4g}")


def test_the_alternative_texts_hold_every_racer_and_its_end(result: Result) -> None:
    alts, on_rows, (x, y) = words.alts(result), result.surface.on_rows, result.surface.names
    for name, each in zip(result.names, result.runs, strict=True):
        end = ", ".join(f"{axis} = {at:.5g}" for axis, at in zip((x, y), each.path[-1], strict=True))
        assert f"{name} ends at {end} after {each.steps:,} steps" in alts["landscape"]
        height = "training loss" if on_rows else "height"
        fall = f"{name}: {height} from {each.train_loss[0]:.4g} to {each.train_loss[-1]:.4g}"
        assert fall in alts["loss"]
        assert (f"{name}: price ≈" in alts["fit"]) == on_rows
    if not result.surface.minima:
        assert "no lowest point" in alts["landscape"]
        return
    best_x, best_y, lowest = result.surface.minima[0]
    bottom = f"{x} = {best_x:.5g}, {y} = {best_y:.5g} with {'loss' if on_rows else 'height'} {lowest:.5g}"
    assert bottom in alts["landscape"]


def test_no_text_says_nan(result: Result) -> None:
    texts = [*words.titles(result).values(), *words.alts(result).values(), *result.sentences()]
    assert not [text for text in texts if re.search(r"\b(nan|inf|None)\b", text)]


def test_when_everyone_diverged_nobody_is_praised() -> None:
    titles = words.titles(race(1e9, 1e10))
    assert titles["landscape"].startswith("No racer")
    assert "diverged" in titles["loss"]
    assert titles["fit"] == "Every racer diverged: no line fits"
    assert words.titles(race(1e9))["fit"].endswith("diverged: its line fits nothing")
    assert "; it diverged" in words.alts(race(1e9))["fit"]
    assert "diverged" in words.titles(race(1e9))["loss"]


def test_a_lonely_racer_is_not_called_first() -> None:
    titles = words.titles(race(0.5))
    assert "first" not in titles["landscape"]
    assert "lowest," not in titles["loss"]


def test_the_text_says_who_did_not_come_to_the_end_and_why() -> None:
    scaled = {"x_scale": "standard", "y_scale": "standard"}
    early = race(0.4, 1e10, problem=scaled, threshold=1e-6, epochs=60)
    statuses = [each.status for each in early.runs]
    assert statuses == ["threshold", "diverged"]
    for said, each in zip(words.ends(early), early.runs, strict=True):
        assert said.endswith(f"steps; it {each.reason}.")
    assert words.ends(race(0.5))[0].endswith("after 20 steps.")


@pytest.mark.parametrize("rows", [2, 3, 10])
def test_a_perfect_fit_has_words_too(rows: int) -> None:
    result = race(0.5, problem={"rows": rows}, batch_size=1)
    texts = [*words.titles(result).values(), *words.alts(result).values(), *result.sentences()]
    assert not [text for text in texts if re.search(r"\b(nan|inf|None)\b", text)]


SCALES = [("raw", "raw"), ("raw", "standard"), ("standard", "raw"), ("standard", "standard")]


@pytest.mark.parametrize(("x_scale", "y_scale"), SCALES)
def test_the_fits_title_is_the_line_in_the_datas_own_units(x_scale: str, y_scale: str) -> None:
    problem = {"x": "carat", "y": "price", "x_scale": x_scale, "y_scale": y_scale}
    result = race(0.3, problem=problem, epochs=3000)
    found = re.search(r"price ≈ ([\d,.]+) · carat (.) ([\d,.]+)", words.titles(result)["fit"])
    assert found is not None
    slope, intercept = np.polyfit(*raw_rows(result), 1)
    assert float(found[1].replace(",", "")) == pytest.approx(slope, rel=1e-3)
    assert found[2] == "−"
    assert float(found[3].replace(",", "")) == pytest.approx(-intercept, rel=1e-3)


def raw_rows(result: Result) -> tuple[np.ndarray, np.ndarray]:
    surface = result.surface
    x = surface.x_train * surface.x_scale.width + surface.x_scale.centre
    return x, surface.y_train * surface.y_scale.width + surface.y_scale.centre


@pytest.mark.parametrize("column", ["depth", "table", "x", "y", "z"])
def test_every_column_can_be_put_in_words(column: str) -> None:
    result = race(1e-6, problem={"x": column, "y": "price"})
    assert column in axes.fit_axes(result.experiment.problem, result.surface)["x_title"]
    assert f"price against {column}" in words.alts(result)["fit"]


def test_a_long_name_leaves_the_chart_its_room_and_stands_whole_in_the_text() -> None:
    name = "price of the flat in thousands of euros"
    data = uploads.keep(read_csv(f"{name},m²\n3,1\n5,2\n7,3.5\n".encode(), "flats.csv"))
    result = race(0.1, problem={"data": data, "x": "m²", "y": name}, batch_size=1)
    assert "price of the flat in th… ≈" in words.titles(result)["fit"]
    assert len(axes.fit_axes(result.experiment.problem, result.surface)["y_title"]) == axes.ROOM
    assert name in words.alts(result)["fit"]


def test_rows_on_a_line_are_a_way_down_not_a_share_of_nothing() -> None:
    data = uploads.keep(
        read_csv(b"x,y\n" + b"".join(b"%d,%d\n" % (i, 2 * i + 1) for i in range(40)), "line.csv")
    )
    problem = {"data": data, "x": "x", "y": "y", "rows": 40, "x_scale": "standard", "y_scale": "standard"}
    result = race(0.45, 1e-4, problem=problem, batch_size=8)
    assert result.runs[0].steps_to_tolerance == np.argmax(result.runs[0].gap <= 0.01 * result.runs[0].gap[0])
    assert "is first down 99 % of the way" in words.titles(result)["landscape"]
    assert "%" not in words.titles(result)["loss"]
    assert "within 1 %" not in " ".join([*words.titles(result).values(), *result.sentences()])


def test_a_tie_is_told_as_one() -> None:
    adam = {"optimizer": "adam", "hypers": {"lr": 380}}
    for count, who in ((2, "Adam #1 and Adam #2"), (3, "3 racers")):
        said = words.titles(run(Experiment(epochs=20, batch_size=400, racers=[adam] * count)))
        assert said["landscape"].startswith(f"{who} are first within 1 % of the lowest loss, after ")
        assert said["loss"].startswith(f"{who} end lowest, ")
        assert said["test"].startswith(f"{who} end lowest on the test rows, at loss ")


def test_the_losses_text_says_who_diverged() -> None:
    racers = [{"optimizer": "gd", "hypers": {"lr": 0.1}}, {"optimizer": "adam", "hypers": {"lr": 1e300}}]
    said = words.alts(run(Experiment(epochs=3, racers=racers)))["loss"]
    assert "Gradient descent: training loss from" in said
    assert "above the lowest possible loss" in said
    assert "; it diverged: " in said
