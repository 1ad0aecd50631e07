"""plotly.js is read once by the browser, and compressed once, when the app is prepared."""

import gzip
import re
from pathlib import Path

import pytest

from ui import plotly
from ui.addresses import PLOTLY, PLOTLY_3D


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place to keep them, and nothing remembered."""
    monkeypatch.setattr(plotly, "FOLDER", tmp_path / "prepared")
    return tmp_path / "prepared"


@pytest.mark.parametrize("address", plotly.BUILDS)
def test_what_is_prepared_is_served(folder: Path, address: str) -> None:
    plotly.prepare()
    kept = (folder / f"{address}.gz").read_bytes()
    assert plotly.compressed.__wrapped__(address) == kept
    assert gzip.decompress(kept) == plotly.script(address)


def test_each_is_prepared_once(folder: Path) -> None:
    plotly.prepare()
    kept = list(folder.iterdir())
    assert len(kept) == len(plotly.BUILDS)
    kept[0].write_bytes(b"as it was")
    plotly.prepare()
    assert kept[0].read_bytes() == b"as it was"


def test_without_it_the_first_visitor_waits(folder: Path) -> None:
    assert not folder.exists()
    assert gzip.decompress(plotly.compressed.__wrapped__(PLOTLY)) == plotly.script(PLOTLY)


def test_both_are_of_one_release() -> None:
    """Where this fails, plotly was renewed: ui/vendor/README.md says how the other is."""
    heads = (plotly.BUILDS[address].read_bytes()[:200].decode() for address in (PLOTLY, PLOTLY_3D))
    [small], [whole] = (re.findall(r"plotly\.js .*?v(\d+\.\d+\.\d+)", head) for head in heads)
    assert small == whole
    assert f"@{whole}" in (Path(plotly.__file__).parent / "vendor" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("address", plotly.BUILDS)
def test_nothing_is_changed_but_the_brackets(address: str) -> None:
    """Where plotly's release is built in another way, this fails: see what it looks like now."""
    brought = plotly.BUILDS[address].read_bytes()
    begin, end = plotly.BRACKETED
    served = plotly.script(address)
    assert served != brought
    assert served.replace(begin, plotly.BEGIN).removesuffix(end) + plotly.END == brought


def test_a_script_that_is_built_in_another_way_is_served_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.js"
    other.write_bytes(b"window.Plotly = {};")
    monkeypatch.setitem(plotly.BUILDS, PLOTLY, other)
    assert plotly.script.__wrapped__(PLOTLY) == b"window.Plotly = {};"
