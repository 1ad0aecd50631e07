"""plotly.js in two builds of one release, each read once by the browser."""

import re
from pathlib import Path

import pytest

from ui import plotly
from ui.addresses import PLOTLY, PLOTLY_3D


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
