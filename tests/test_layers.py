"""Imports point one way: app.py → pages → ui → ui/figures, ui/stage → optim_core."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = {
    "cachetools",
    "numba",
    "numpy",
    "optim_core",
    "pandas",
    "pydantic",
    "pydantic_core",
    "scipy",
    "seaborn",
    "sympy",
}
WEB = {"streamlit", "starlette", "tsdownsample"}
PICTURE = CORE | {"ui.inside.notation", "ui.palette", "ui.stage", "ui.sweep", "ui.written"}
ALLOWED = {
    "optim_core": CORE,
    "optim_core/sweep/cluster.py": CORE | {"distributed"},
    "ui/figures": CORE | {"plotly", "ui.addresses", "ui.figures", "ui.palette", "ui.stage", "tsdownsample"},
    "ui/inside": CORE | {"ui.addresses", "ui.inside", "ui.palette", "ui.stage", "tsdownsample"},
    "ui/inside/about.py": CORE | WEB | {"ui"},
    "ui/inside/choice.py": CORE | WEB | {"ui"},
    "ui/inside/inside.py": CORE | WEB | {"ui"},
    "ui/tray": CORE | WEB | {"ui"},
    "ui/tray/kept.py": PICTURE | {"ui.tray"},
    "ui/tray/questions.py": PICTURE | {"ui.fair.text", "ui.seeds.text"},
    "ui/tray/thumbnail.py": CORE | {"ui.palette"},
    "ui/fair/text.py": CORE,
    "ui/seeds/text.py": CORE | {"ui.fair.text"},
    "ui/sweep": CORE | WEB | {"ui"},
    "ui/sweep/cells.py": PICTURE,
    "ui/sweep/names.py": PICTURE,
    "ui/sweep/plan.py": PICTURE,
    "ui/sweep/words.py": PICTURE,
    "ui/stage": CORE | {"ui.addresses", "ui.palette", "ui.stage", "tsdownsample"},
    "ui/stage/stage.py": CORE | WEB | {"ui"},
    "ui": CORE | WEB | {"plotly", "ui"},
    "pages": CORE | WEB | {"plotly", "ui"},
    "app.py": {"streamlit", "ui"},
}
FOLDERS = ("optim_core", "ui", "pages")
FILES = [*(p for top in FOLDERS for p in sorted((ROOT / top).rglob("*.py"))), ROOT / "app.py"]


def allowed(path: Path) -> set[str]:
    """What the innermost layer around the file may import."""
    layers = [name for name in ALLOWED if path.is_relative_to(ROOT / name)]
    return ALLOWED[max(layers, key=len)]


def imported(path: Path) -> Iterator[str]:
    """Every module or name the file imports, with dots; inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def beginnings(name: str) -> set[str]:
    """
    >>> sorted(beginnings("ui.stage.scene"))
    ['ui', 'ui.stage', 'ui.stage.scene']
    """
    parts = name.split(".")
    return {".".join(parts[: n + 1]) for n in range(len(parts))}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_stay_in_their_layer(path: Path) -> None:
    names = [name for name in imported(path) if name.split(".")[0] not in sys.stdlib_module_names]
    assert [name for name in names if not beginnings(name) & allowed(path)] == []
