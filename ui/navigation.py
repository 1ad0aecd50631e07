"""The pages: the files of a folder that start with a number, in its order, titled by their first line."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "pages"


class Page(NamedTuple):
    """`pages/10_race.py`, which begins with "Race: who gets down first?", is "Race" at /race."""

    path: Path
    title: str
    url: str


def pages(folder: Path = FOLDER) -> list[Page]:
    """Every page of the folder. A new file is a new page; nothing else has to be told."""
    files = sorted(folder.glob("[0-9]*_*.py"), key=lambda path: (int(path.stem.partition("_")[0]), path.name))
    return [Page(path, _title(path, path.stat().st_mtime_ns), path.stem.partition("_")[2]) for path in files]


@cache
def _title(path: Path, _changed: int) -> str:
    """The first line of the file's docstring up to a colon."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or path.stem
    return text.partition("\n")[0].partition(":")[0].strip(" .")
