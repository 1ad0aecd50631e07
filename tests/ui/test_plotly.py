"""plotly.js is compressed once, when the app is prepared; without that it is served all the same."""

import gzip
from pathlib import Path

import pytest

from ui import plotly


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place to keep it, and nothing remembered."""
    monkeypatch.setattr(plotly, "FOLDER", tmp_path / "prepared")
    return tmp_path / "prepared"


def test_what_is_prepared_is_served(folder: Path) -> None:
    plotly.prepare()
    [kept] = folder.iterdir()
    assert kept.name.startswith("plotly-")
    assert plotly.compressed.__wrapped__() == kept.read_bytes()
    assert gzip.decompress(kept.read_bytes()) == plotly.script()


def test_it_is_prepared_once(folder: Path) -> None:
    plotly.prepare()
    [kept] = folder.iterdir()
    kept.write_bytes(b"as it was")
    plotly.prepare()
    assert kept.read_bytes() == b"as it was"


def test_without_it_the_first_visitor_waits(folder: Path) -> None:
    assert not folder.exists()
    assert gzip.decompress(plotly.compressed.__wrapped__()) == plotly.script()
