"""The tray's file: what goes in comes out, and what cannot be in it is named."""

import json
from dataclasses import replace

import pytest

from optim_core.catalogue import PRESETS
from optim_core.experiment import Experiment
from optim_core.run import run
from optim_core.sweep import run_sweep
from optim_core.sweep.summary import summary
from ui.sweep.plan import SAMPLE, planned
from ui.tray.kept import KIND, LARGEST, MOST, Kept, from_file, to_file
from ui.tray.thumbnail import of_race, of_sweep

BEST = Experiment.preset("own_best")


def test_a_file_brings_back_every_race_and_sweep() -> None:
    sweep = planned(BEST, 4)
    sample = replace(sweep, kind=SAMPLE, drawn=("lr", "eps"))
    kept = [Kept(i, f"<b>{id}</b>", Experiment.preset(id)) for i, id in enumerate(PRESETS)]
    kept += [Kept(90, "a sweep", BEST, sweep.to_text()), Kept(91, "a sample", BEST, sample.to_text())]
    found = from_file(to_file(kept[-MOST:]))
    assert found == [(each.name, each.experiment, each.sweep) for each in kept[-MOST:]]
    assert all(each.settings for each in kept)


def with_results(*results: object) -> str:
    return json.dumps({"kind": KIND, "version": 1, "results": results})


RACE = BEST.model_dump(mode="json")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no tray"),
        (BEST.to_json(), "is no tray"),
        (" " * (LARGEST + 1), "at most 200,000 bytes"),
        (with_results(*[{"name": "x"}] * 21), "holds 21 results, and a tray has room for 20"),
        (with_results(7), "result 1: must have a name"),
        (with_results({"name": "A", "experiment": None}), "result 1, 'A'"),
        (with_results({"name": "A", "experiment": {**RACE, "epochs": 0}}), "result 1, 'A': epochs: must be"),
        (with_results({"name": "A", "experiment": RACE, "sweep": "racer=9"}), "racer: must be from 0 to 4"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_file(text)


def test_pictures_are_small_and_show_what_happened() -> None:
    picture = of_race(run(BEST))
    assert picture.count("<polyline") == len(BEST.racers)
    assert len(picture) < 6_000
    for id in ("diverging", "tutorial"):
        if id in PRESETS:
            assert "nan" not in of_race(run(Experiment.preset(id)))
    sweep = planned(BEST, 2).asked(BEST)
    result = run_sweep(sweep)  # type: ignore[arg-type]
    picture = of_sweep(summary(result.records, "gap"))
    assert "#777777" in picture, "some of it diverged"
    assert "nan" not in picture
    assert picture.count("<rect") > 200
    assert of_sweep(None).count("<rect") == 1
