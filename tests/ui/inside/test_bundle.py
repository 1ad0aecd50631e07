"""The Inside page's script: the stage's parts and its own in one, which needs no other."""

import re
from pathlib import Path

from ui import inside
from ui.stage.bundle import FOLDER, INSIDE, bundle, bundle_digest, stylesheet

OWN = sorted(Path(inside.__file__).parent.glob("*.js"))


def test_nothing_is_imported_and_only_the_entry_exports() -> None:
    source = bundle(INSIDE)
    assert not re.findall(r"^\s*import\b|\bimport\(", source, re.M)
    assert re.findall(r"^export .*?(\w+)\(", source, re.M) == ["mount"]


def test_every_module_of_its_own_is_in_it_once_and_the_stages_clock_too() -> None:
    source = bundle(INSIDE)
    for path in [*OWN, FOLDER / "clock.js"]:
        first_line = path.read_text("utf-8").splitlines()[0]
        assert first_line.startswith("//")
        assert source.count(first_line) == 1, path.name


def test_no_name_is_declared_twice() -> None:
    """The modules share one scope in the bundle."""
    source = bundle(INSIDE)
    declared = re.findall(r"^(?:export )?(?:async )?(?:const|let|class|function)\s+(\w+)", source, re.M)
    assert len(declared) == len(set(declared))


def test_it_has_an_address_and_styles_of_its_own() -> None:
    assert bundle_digest(INSIDE) != bundle_digest()
    assert stylesheet(INSIDE).startswith(stylesheet())
    assert ".inside-row" in stylesheet(INSIDE)
    assert ".inside-row" not in stylesheet()
