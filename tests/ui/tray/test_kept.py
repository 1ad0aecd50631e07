"""The tray's file: what goes in comes out, and what cannot be in it is named."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from optim_core.catalogue import PRESETS
from optim_core.experiment import Experiment
from optim_core.run import run
from optim_core.sweep import run_sweep
from optim_core.sweep.fair import Tuning
from optim_core.sweep.seeds import race_over_seeds
from optim_core.sweep.summary import summary
from ui.fair.text import to_text
from ui.sweep.plan import SAMPLE, planned
from ui.tray.kept import KIND, LARGEST, MOST, Kept, from_file, to_file
from ui.tray.thumbnail import Thumbnail, of_race, of_seeds, of_sweep, of_unknown

BEST = Experiment.preset("own_best")


def test_a_file_brings_back_every_race_and_sweep() -> None:
    sweep = planned(BEST, 4)
    sample = replace(sweep, kind=SAMPLE, drawn=("lr", "eps"))
    kept = [Kept(i, f"<b>{id}</b>", Experiment.preset(id)) for i, id in enumerate(PRESETS)]
    kept += [
        Kept(0, "a sweep", BEST, "sweep", sweep.to_text(), of_unknown(40, 13)),
        Kept(0, "a sample", BEST, "sweep", sample.to_text()),
        Kept(0, "a fair race", BEST, "fair", "budget=16;adam=1:1000"),
        Kept(0, "many seeds", BEST, "seeds", "30;go", of_race(run(BEST))),
    ]
    found = from_file(to_file(kept[-MOST:]))
    assert found == [replace(each, id=i) for i, each in enumerate(kept[-MOST:], 1)]
    assert all(each.settings for each in kept)


def test_the_largest_tray_fits_into_its_file() -> None:
    racers = [{"optimizer": id, "label": 60 * "ü"} for id in ["adam", "nadam", "lion", "adamw"] * 2]
    large = Experiment(**BEST.model_dump() | {"racers": racers, "epochs": 5})
    kept = Kept(0, 60 * "ü", large, "fair", to_text(Tuning(), go=True), of_race(run(large)))
    assert len(from_file(to_file(MOST * [kept]).encode())) == MOST


def with_results(*results: object) -> str:
    return json.dumps({"kind": KIND, "version": 1, "results": results})


RACE = BEST.model_dump(mode="json")


def drawn(**picture: object) -> object:
    return {"name": "A", "experiment": RACE, "picture": picture}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no tray"),
        (BEST.to_json(), "is no tray"),
        (" " * (LARGEST + 1), "at most 300,000 bytes"),
        (with_results(*[{"name": "x"}] * 21), "holds 21 results, and a tray has room for 20"),
        (with_results(7), "result 1: must have a name"),
        (with_results({"name": "A", "experiment": None}), "result 1, 'A'"),
        (with_results({"name": "A", "experiment": {**RACE, "epochs": 0}}), "result 1, 'A': epochs: must be"),
        (with_results({"name": "A", "experiment": RACE, "sweep": "racer=9"}), "racer: must be from 0 to 4"),
        (
            with_results({"name": "A", "experiment": RACE, "fair": "budget=1"}),
            "'A': budget: must be at least",
        ),
        (
            with_results({"name": "A", "experiment": RACE, "seeds": "many"}),
            "'A': count: must be a whole number",
        ),
        (with_results({"name": "A", "experiment": RACE, "race": "1"}), "there is nothing to ask of it"),
        (with_results({"name": "A", "experiment": RACE, "picture": []}), "must be made of curves or cells"),
        (with_results(drawn(svg="<script>")), "must be made of curves or cells"),
        (with_results(drawn(curves=['1,1"/><script>'])), "its curves must be as a tray writes them"),
        (with_results(drawn(curves="1,1")), "must be made of curves or cells"),
        (with_results(drawn(curves=[49 * "1,1 " + "1,1"])), "its curves must be"),
        (with_results(drawn(cells=["01", "0"])), "its cells must be"),
        (with_results(drawn(cells=["09"])), "its cells must be"),
        (with_results(drawn(cells=25 * ["0"])), "its cells must be"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_file(text)


def test_pictures_are_small_and_show_what_happened() -> None:
    picture = of_race(run(BEST)).svg
    assert picture.count("<polyline") == len(BEST.racers)
    assert len(picture) < 6_000
    for id in ("too_fast", "article"):
        assert "nan" not in of_race(run(Experiment.preset(id))).svg
    sweep = planned(BEST, 2).asked(BEST)
    result = run_sweep(sweep)  # type: ignore[arg-type]
    picture = of_sweep(summary(result.records, "gap")).svg
    assert "#777777" in picture, "some of it diverged"
    assert "nan" not in picture
    assert picture.count("<rect") > 200


def test_a_picture_shows_what_is_known_and_nothing_else() -> None:
    values = np.array([[1.0, 10.0, np.inf], [np.nan, 1e8, 1e4]])
    found = SimpleNamespace(middle=values)
    assert of_sweep(found).cells == ("01x", ".84")  # type: ignore[arg-type]
    assert of_sweep(SimpleNamespace(middle=np.full(3, np.nan))).cells == ("...",)  # type: ignore[arg-type]
    assert of_unknown(100, 3).cells == ("...",) * 24
    assert of_unknown(2, 2).svg.count('fill="none"') == 4


def test_many_seeds_are_pictured_by_their_medians() -> None:
    short = Experiment(**BEST.model_dump() | {"epochs": 3})
    *_, progress = race_over_seeds(short, 3)
    picture = of_seeds(progress.result)
    assert len(picture.curves) == len(BEST.racers)
    assert Thumbnail.read(picture.told()) == picture
