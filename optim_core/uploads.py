"""Uploaded tables, in memory only. They are found by the whole digest of their file, which no link tells."""

from threading import Lock

from cachetools import LRUCache

from optim_core.table import SHORT, Table

BYTES = 128 * 2**20
"""All uploaded tables together; the one that was not used for longest goes first."""

PREFIX = "upload:"
PATTERN = rf"{PREFIX}[0-9a-f]{{{SHORT}}}(?:[0-9a-f]{{{64 - SHORT}}})?"
"""How an Experiment names uploaded data: by a digest, which finds it, or its beginning, which does not."""

_tables: LRUCache[str, Table] = LRUCache(BYTES, getsizeof=lambda table: table.nbytes)
_lock = Lock()


class DataMissing(LookupError):
    """An experiment runs on a file that is not, or no longer, here."""

    def __init__(self, data: str) -> None:
        super().__init__(
            f"this experiment runs on an uploaded file (digest {digest(data)}) that is not here: "
            "it has to be given again"
        )


def keep(table: Table) -> str:
    """Remember a table; the name by which an Experiment finds it."""
    name = PREFIX + table.digest
    with _lock:
        _tables[name] = table
    return name


def find(data: str) -> Table | None:
    """The table of this name, if it is still here."""
    with _lock:
        return _tables.get(data)


def digest(data: str) -> str:
    """As much of the digest as may be told to anybody."""
    return data.removeprefix(PREFIX)[:SHORT]


def short(data: str) -> str:
    """The name as links and files tell it. It says which file is needed, and does not find it here."""
    return PREFIX + digest(data) if data.startswith(PREFIX) else data
