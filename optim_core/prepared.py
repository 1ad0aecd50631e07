"""The data sets' tables as arrays, written once: seaborn, which reads the files, takes longer to load than
everything else of a start. A table counts as long as its file is the one it was made from.
"""

from hashlib import file_digest
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

FOLDER = Path(__file__).parents[1] / "data"


def write(id: str, columns: dict[str, np.ndarray], names: list[str]) -> None:
    """Keep the numeric columns of the file <id>.csv, and the names of all. Raises OSError."""
    place = _place(id)
    place.parent.mkdir(exist_ok=True)
    np.savez(place, numbers=np.stack(list(columns.values())), names=np.array(names), digest=_digest(id))


def read(id: str, numeric: list[str]) -> tuple[dict[str, np.ndarray], list[str]] | None:
    """What was kept of <id>.csv, the numeric columns under these names; None if it has to be read anew."""
    try:
        with _place(id).open("rb") as file, np.load(file) as kept:
            numbers = kept["numbers"]
            if kept["digest"].item() != _digest(id) or len(numbers) != len(numeric):
                return None
            return dict(zip(numeric, numbers, strict=True)), kept["names"].tolist()
    except (OSError, EOFError, KeyError, ValueError, BadZipFile):  # not there, or damaged
        return None


def _place(id: str) -> Path:
    return FOLDER / "prepared" / f"{id}.npz"


def _digest(id: str) -> str:
    with (FOLDER / f"{id}.csv").open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
