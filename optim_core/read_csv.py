"""An uploaded CSV file as a Table: parsed in memory, nothing is written, nothing in it is ever run."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from io import StringIO
from itertools import count, islice, pairwise

import numpy as np

from optim_core.cells import Kind, decimal_sign, has_thousands, is_number, numbers
from optim_core.file_text import TableError, decode
from optim_core.shortened import on_one_line
from optim_core.table import Column, Table

MAX_BYTES = 5 * 2**20
MAX_ROWS = 200_000
MAX_COLUMNS = 500
LIMITS = f"up to {MAX_BYTES // 2**20} MB, {MAX_ROWS:,} rows and {MAX_COLUMNS} columns"

LONGEST_NAME = 60
_SAMPLE = 1000  # rows that a guess is made from

# The comma comes last: it also stands inside numbers, and then splits every line alike.
_SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas"}
_DECLARED = re.compile(rf'"?sep=([{"".join(_SEPARATORS)}])"?(?=[\r\n])', re.IGNORECASE)
_HOW = "columns are set apart by commas, semicolons, tabs or bars (|)"

_DECIMAL_COMMAS = (
    ". Is the comma the decimal sign here? Then commas cannot also set columns apart: "
    "set them apart by semicolons, or write 1.5 for 1,5"
)

Rows = list[list[str]]
Columns = list[Sequence[str]]


def read_csv(data: bytes, name: str) -> Table:
    """The table in a file of these bytes; name is what the file is called.

    Encoding, separator, decimal sign and missing column names are found out, and noted in `Table.notes`
    where they are not what a CSV file promises. Raises TableError.
    """
    if len(data) > MAX_BYTES:
        raise TableError(f"the file has {len(data):,} bytes: {LIMITS} can be read")
    text, guessed = decode(data)
    if not text.strip():
        raise TableError("the file is empty")
    text, told = _declared(text)
    separator = told or _separator(text)
    columns, lines = _quick(text, separator) or _careful(text, separator)
    head = [column[0] for column in columns]
    sample = [cell for column in columns for cell in column[:: -(-len(lines) // _SAMPLE)]]
    if separator == ",":  # "1,234" in quotes may be a thousand and more, "1,5" not
        sample = [cell for cell in sample if not has_thousands(cell)]
    decimal = decimal_sign(sample)
    notes = [guessed] if guessed else []
    if separator != ",":
        notes.append(f"Columns are set apart by {_SEPARATORS[separator]}.")
    if decimal == ",":
        notes.append('The comma is the decimal sign: "1,5" is read as 1.5.')
    if _all_numbers(head, decimal):
        given = [f"column {i + 1}" for i in range(len(head))]
        notes.append("The first line holds numbers, not names: the columns are numbered.")
    else:
        given, columns, lines = head, [column[1:] for column in columns], lines[1:]
    if not lines:
        raise TableError("there is a line of column names, but no row below it")
    names = _unique(given)
    if renamed := [new for old, new in zip(given, names, strict=True) if old.strip() != new]:
        notes.append(f"Names that were empty, double or too long were changed: {', '.join(renamed[:5])}.")
    every = [_column(*each, decimal) for each in zip(names, columns, strict=True)]
    if apart := [column for column in every if has_thousands(column.odd)]:
        notes.append(_apart(apart[0], decimal))
    numeric = {column.name: column for column in every if _holds_numbers(column)}
    others = tuple(column.name for column in every if column.name not in numeric)
    if len(numeric) < 2:
        raise TableError(_too_few(list(numeric), every, lines, notes))
    digest = sha256(data).hexdigest()
    table = Table(name, digest, numeric, np.array(lines, np.int32), others, tuple(notes))
    table.first_pair  # noqa: B018  raises TableError if there is none
    return table


def _declared(text: str) -> tuple[str, str]:
    """The text, and the separator that its first line, "sep=;" as spreadsheets write it, declares. That line
    is made blank, so that the others keep their numbers."""
    first = _DECLARED.match(text)
    return (text[first.end() :], first[1]) if first else (text, "")


def _separator(text: str) -> str:
    """What the first lines agree on as being between their cells."""
    found = {each: _widths(text, each) for each in _SEPARATORS}
    agreed = [each for each, widths in found.items() if min(widths) == max(widths) > 1]
    return agreed[0] if agreed else max(found, key=lambda each: found[each][0])


def _widths(text: str, separator: str) -> list[int]:
    """How many cells the first lines have with this separator."""
    widths = []
    with suppress(csv.Error):  # told, with its line, when all rows are read
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=separator), 20):
            widths += [len(row)] if row else []
    return widths or [0]


def _quick(text: str, separator: str) -> tuple[Columns, list[int]] | None:
    """The columns of a text without quotes and with equally many cells in every line, and the line each row
    begins in; None of any other. In such a text nothing stands between cells but separators and line ends."""
    if '"' in text:
        return None
    every = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [i for i, line in enumerate(every, 1) if line]
    rows = list(filter(None, every))
    width = rows[0].count(separator) + 1
    fits = (
        1 < width <= MAX_COLUMNS
        and len(rows) <= MAX_ROWS + 1
        and len(max(rows, key=len)) < csv.field_size_limit()
    )
    if not fits or any(row.count(separator) != width - 1 for row in rows):
        return None
    cells = separator.join(rows).split(separator)
    return [cells[k::width] for k in range(width)], lines


def _careful(text: str, separator: str) -> tuple[Columns, list[int]]:
    """The columns of any text, blank lines left out, and the line each row begins in. Every row has as many
    cells; raises TableError."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: Rows = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(line)
                if len(row) != len(rows[0]) or len(rows) == 1 or len(rows) > MAX_ROWS:
                    _check_shape(rows, lines, separator)
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"line {line:,}: {_why(str(error))}") from None
    return list(zip(*rows, strict=True)), lines


def _check_shape(rows: Rows, lines: list[int], separator: str) -> None:
    width, here = len(rows[0]), len(rows[-1])
    if width > MAX_COLUMNS:
        raise TableError(f"line {lines[0]:,} has {width:,} columns: {LIMITS} can be read")
    if width == 1:
        raise TableError(
            f'there is only one column, "{cut(rows[0][0].strip(), 30)}" in line {lines[0]:,}: '
            f"a line needs two, and {_HOW}; the first line holds their names"
        )
    if here != width:
        split = separator == "," and _split_numbers(max(rows[0], rows[-1], key=len))
        raise TableError(
            f"line {lines[-1]:,} has {here:,} {'cell' if here == 1 else 'cells'}, "
            f"line {lines[0]:,} has {width}, set apart by {_SEPARATORS[separator]}: every line needs "
            "the same number, and a cell that holds a separator needs quotes around it"
            + (_DECIMAL_COMMAS if split else "")
        )
    if len(rows) > MAX_ROWS + 1:
        raise TableError(f"there are more than {MAX_ROWS:,} rows: {LIMITS} can be read")


def _split_numbers(row: list[str]) -> bool:
    """May commas have split numbers such as 1,5 in this row?"""
    return any(
        re.fullmatch(r"[+-]?\d+", whole.strip()) and re.fullmatch(r"\d+", fraction.strip())
        for whole, fraction in pairwise(row)
    )


def _why(error: str) -> str:
    """The csv module's complaint in a user's words."""
    if "unexpected end" in error:
        return 'a cell that begins here opens a quote (") that is never closed'
    if "field limit" in error:
        return f"a cell is longer than {csv.field_size_limit():,} characters; is a quote never closed?"
    return 'something stands behind the closing quote (") of a cell; inside quotes, write a quote twice'


def _all_numbers(cells: list[str], decimal: str) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(is_number(cell, decimal) for cell in filled)


def _unique(given: Sequence[str]) -> list[str]:
    """Names to tell the columns apart: on one line, not empty, not too long, none twice."""
    names: dict[str, None] = {}
    for i, cell in enumerate(given):
        name = on_one_line(cell) or f"column {i + 1}"
        name = unique = cut(name, LONGEST_NAME)
        for twin in count(2):
            if unique not in names:
                break
            unique = f"{name} ({twin})"
        names[unique] = None
    return list(names)


def _column(name: str, cells: Sequence[str], decimal: str) -> Column:
    values, kinds = numbers(cells, decimal)
    text = kinds == Kind.TEXT
    odd = cut(cells[int(np.argmax(text))].strip(), 30) if text.any() else ""
    return Column(name, values, kinds, odd)


def _holds_numbers(column: Column) -> bool:
    """At least half of what is filled in."""
    good = column.count(Kind.NUMBER)
    return good > 0 and good + column.infinite >= column.not_numeric


def _apart(column: Column, decimal: str) -> str:
    return (
        f'In "{column.name}" stands {column.odd}: numbers whose thousands are set apart are not read. '
        f"Write them without, and with {'a comma' if decimal == ',' else 'a point'} as the decimal sign."
    )


def _too_few(numeric: list[str], every: list[Column], lines: list[int], notes: list[str]) -> str:
    """Why there are not two columns of numbers, with the first cell that is none."""
    have = f'only "{numeric[0]}" of {len(every)} columns holds' if numeric else "no column holds"
    first = next((column for column in every if column.odd and column.name not in numeric), None)
    example = ""
    if first:
        line = lines[int(np.argmax(first.kinds == Kind.TEXT))]
        example = f'; the first that is none is "{first.odd}" in "{first.name}", line {line:,}'
    return " ".join([f"{have} numbers, and a line needs two{example}.", *notes]).removesuffix(".")


def cut(text: str, most: int) -> str:
    """The text, or as much of its beginning as there is room for."""
    return text if len(text) <= most else text[: most - 1] + "…"
