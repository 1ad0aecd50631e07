"""plotly.js is read once by the browser, and compressed once, when the app is prepared."""

import gzip
from importlib.resources import files
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


def test_nothing_is_changed_but_the_brackets() -> None:
    """Where plotly's release is built in another way, this fails: see what it looks like now."""
    brought = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    begin, end = plotly.BRACKETED
    served = plotly.script()
    assert served != brought
    assert served.replace(begin, plotly.BEGIN).removesuffix(end) + plotly.END == brought


def test_a_script_that_is_built_in_another_way_is_served_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package_data").mkdir()
    (tmp_path / "package_data" / "plotly.min.js").write_bytes(b"window.Plotly = {};")
    monkeypatch.setattr(plotly, "files", lambda _: tmp_path)
    assert plotly.script.__wrapped__() == b"window.Plotly = {};"
