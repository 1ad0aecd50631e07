"""Tables kept from one start to the next are those that seaborn reads, or are not used."""

from pathlib import Path

import numpy as np
import pytest

from optim_core import prepared
from optim_core.data_sets import DATA_SETS

IRIS = DATA_SETS["iris"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data of our own, with one file."""
    (tmp_path / "iris.csv").write_bytes((prepared.FOLDER / "iris.csv").read_bytes())
    monkeypatch.setattr(prepared, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("id", ["iris", "penguins"])
def test_what_was_kept_is_what_seaborn_reads(id: str, folder: Path) -> None:
    data_set = DATA_SETS[id]
    (folder / f"{id}.csv").write_bytes((Path("data") / f"{id}.csv").read_bytes())
    data_set.prepare()
    kept = prepared.read(id, list(data_set.units))
    assert kept is not None
    numbers, names = data_set.read()
    assert kept[1] == names
    assert list(kept[0]) == list(numbers)
    for name, values in numbers.items():
        assert np.array_equal(kept[0][name], values, equal_nan=True)


def test_a_file_that_has_changed_is_read_anew(folder: Path) -> None:
    IRIS.prepare()
    assert prepared.read("iris", list(IRIS.units)) is not None
    with (folder / "iris.csv").open("a") as file:
        file.write("5.1,3.5,1.4,0.2,setosa\n")
    assert prepared.read("iris", list(IRIS.units)) is None


def test_other_columns_than_were_kept_are_read_anew(folder: Path) -> None:
    IRIS.prepare()
    assert prepared.read("iris", ["sepal_length"]) is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 half an archive"])
def test_a_damaged_table_is_none(folder: Path, content: bytes) -> None:
    IRIS.prepare()
    (folder / "prepared" / "iris.npz").write_bytes(content)
    assert prepared.read("iris", list(IRIS.units)) is None


def test_nothing_was_kept_yet(folder: Path) -> None:
    assert prepared.read("iris", list(IRIS.units)) is None
