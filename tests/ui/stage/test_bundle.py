"""The bundle: all the stage's modules in one script that needs no other."""

import re
from pathlib import Path

import pytest

from ui.stage.bundle import FOLDER, bundle, bundle_digest, loader, stylesheet

MODULES = {path.name for path in Path(FOLDER).glob("*.js")} - {"component.js"}


def test_nothing_is_imported_and_only_the_entry_exports() -> None:
    source = bundle()
    assert not re.findall(r"^\s*import\b|\bimport\(", source, re.M)
    assert not re.findall(r"^export\s+(?:\{|\*|default)", source, re.M)
    assert re.findall(r"^export .*?(\w+)\(", source, re.M) == ["mount"]


def test_every_module_is_in_it_once() -> None:
    source = bundle()
    for name in MODULES:
        first_line = (FOLDER / name).read_text("utf-8").splitlines()[0]
        assert first_line.startswith("//")
        assert source.count(first_line) == 1, name


def test_a_module_stands_behind_what_it_needs() -> None:
    source = bundle()
    place = {name: source.index((FOLDER / name).read_text("utf-8").splitlines()[0]) for name in MODULES}
    for name in MODULES:
        for needed in re.findall(r'from "\./([\w-]+\.js)"', (FOLDER / name).read_text("utf-8")):
            assert place[needed] < place[name], f"{name} needs {needed}"


@pytest.mark.parametrize("path", sorted(FOLDER.parent.glob("*/*.js")), ids=lambda path: path.name)
def test_what_a_module_imports_it_uses(path: Path) -> None:
    source = path.read_text("utf-8")
    imported = re.findall(r"\w+", " ".join(re.findall(r"^import \{([^}]*)\}", source, re.M)))
    assert [name for name in imported if len(re.findall(rf"\b{name}\b", source)) == 1] == []


def test_no_name_is_declared_twice() -> None:
    """The modules share one scope in the bundle."""
    declared = re.findall(r"^(?:export )?(?:async )?(?:const|let|class|function)\s+(\w+)", bundle(), re.M)
    assert len(declared) == len(set(declared))


def test_its_address_changes_with_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    before = bundle_digest()
    assert re.fullmatch("[0-9a-f]{16}", before)
    assert bundle_digest() == before
    monkeypatch.setattr("ui.stage.bundle.stylesheet", lambda: stylesheet() + "/* new */")
    assert bundle_digest() != before


def test_what_travels_with_every_rerun_is_small() -> None:
    assert len(loader()) < 4_000
