"""Uploaded data: run like any other, kept within bounds, and not found by what a link tells."""

import numpy as np
import pytest
from cachetools import LRUCache
from pydantic import ValidationError

from optim_core import Experiment, run, uploads
from optim_core.link import from_link, mended, to_link
from optim_core.own_data import on, published, uploaded
from optim_core.read_csv import MAX_ROWS, read_csv
from optim_core.table import Table
from optim_core.uploads import DataMissing

HOME = Experiment.preset("own_best")
GD = {"optimizer": "gd", "hypers": {"lr": 0.5}}


def kept(text: str = "a,b,c\n" + "".join(f"{k},{3 * k + 2},{k % 3}\n" for k in range(50))) -> str:
    return uploads.keep(read_csv(text.encode(), "mine.csv"))


def experiment(data: str, **problem: object) -> Experiment:
    scales = {"x_scale": "standard", "y_scale": "standard"}
    return Experiment(problem={"data": data, **scales, **problem}, epochs=3, batch_size=8, racers=[GD])


def test_uploaded_data_run_like_any_other() -> None:
    [racer] = run(experiment(kept())).runs
    assert racer.surface.raw_line(*racer.path[-1]) == pytest.approx((3, 2))


@pytest.mark.parametrize(
    ("problem", "complaint"),
    [
        ({"x": "d"}, "must be one of a, b, c"),
        ({"x": "a", "y": "a"}, "another column than x"),
        ({"rows": 51}, "at most the 50 rows"),
    ],
)
def test_what_the_table_does_not_have_is_refused(problem: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        experiment(kept(), **problem)


def test_what_a_link_tells_does_not_find_the_data() -> None:
    """The whole point: whoever has only a link, or a saved Experiment, sees nothing of the file."""
    own = experiment(kept())
    run(own)
    told = published(own)
    for way_back in (from_link(to_link(told)), Experiment.from_json(told.to_json())):
        assert way_back == told
        with pytest.raises(DataMissing, match=uploads.digest(uploaded(own) or "")):
            run(way_back)
    with pytest.raises(DataMissing):
        run(on(told, (uploaded(told) or "") + "0" * 48))


def test_a_link_to_data_that_are_not_here_is_understood_without_them() -> None:
    own = experiment(kept(), x="c", y="a", rows=20)
    found, notes = mended(to_link(published(own)), HOME)
    assert not notes
    assert on(found, uploaded(own) or "") == own
    unchecked = to_link(published(own)).replace("x=c", "x=anything").replace("rows=20", f"rows={MAX_ROWS}")
    assert not mended(unchecked, HOME)[1]


def test_a_link_that_asks_too_much_of_its_data_is_mended_once_they_are_here() -> None:
    own = experiment(kept())
    found, notes = mended(to_link(own).replace("x=a", "x=d").replace("rows=50", "rows=51"), HOME)
    assert found == own
    assert {note.path for note in notes} == {("problem", "x"), ("problem", "rows")}


@pytest.mark.parametrize(
    "data", ["upload:", "upload:12", "upload:" + "g" * 16, "upload:" + "0" * 63, "mine.csv"]
)
def test_other_names_are_no_data(data: str) -> None:
    with pytest.raises(ValidationError, match="digest of a file"):
        experiment(data)


def test_only_uploaded_data_are_told_differently() -> None:
    assert published(HOME) is HOME
    assert uploaded(HOME) is None


def test_uploads_stay_within_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    one = read_csv(b"a,b\n1,2\n3,4\n", "mine.csv")
    room: LRUCache[str, Table] = LRUCache(3 * one.nbytes, getsizeof=lambda table: table.nbytes)
    monkeypatch.setattr(uploads, "_tables", room)
    names = [kept(f"a,b\n1,{k}\n3,4\n") for k in range(5)]
    assert [uploads.find(name) is not None for name in names] == [False, False, True, True, True]


def test_a_table_as_large_as_a_file_may_make_it_can_be_kept() -> None:
    cells = np.full((10_000, 240), "1")
    table = read_csv("\n".join(map(",".join, cells.tolist())).encode(), "mine.csv")
    assert table.nbytes < uploads.BYTES / 4
    assert uploads.find(uploads.keep(table)) is table
