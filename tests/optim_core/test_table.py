"""Uploaded files: every usable table is read, everything else is refused in words."""

import gzip
import io
import re
import struct
import zipfile
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from optim_core.cells import Kind
from optim_core.file_text import TableError
from optim_core.read_csv import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, read_csv
from optim_core.table import Table

HOURS = "hours,score\n1,10\n2,19.5\n3.5,-3e1\n"


def table(text: str, encoding: str = "utf-8") -> Table:
    return read_csv(text.encode(encoding), "mine.csv")


def values(found: Table) -> dict[str, list[float]]:
    return {name: column.values.tolist() for name, column in found.columns.items()}


def test_a_plain_table() -> None:
    found = table(HOURS)
    assert values(found) == {"hours": [1, 2, 3.5], "score": [10, 19.5, -30]}
    assert (found.name, found.rows, found.notes, found.others) == ("mine.csv", 3, (), ())
    assert found.lines.tolist() == [2, 3, 4]
    assert found.digest == read_csv(HOURS.encode(), "other.csv").digest
    assert found.digest != table(HOURS + "4,4\n").digest


SAME = {
    "byte order mark": HOURS.encode("utf-8-sig"),
    "UTF-16": HOURS.encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + HOURS.encode("utf-16-be"),
    "Windows line ends": HOURS.replace("\n", "\r\n").encode(),
    "old Mac line ends": HOURS.replace("\n", "\r").encode(),
    "no last line end": HOURS.rstrip().encode(),
    "blank lines": HOURS.replace("\n", "\n\n").encode(),
    "spaces": HOURS.replace(",", " , ").encode(),
    "quotes": b'"hours","score"\n"1","10"\n"2","19.5"\n"3.5","-3e1"\n',
    "minus signs": HOURS.replace("-", "−").encode(),
    "semicolons": HOURS.replace(",", ";").encode(),
    "tabs": HOURS.replace(",", "\t").encode(),
    "bars": HOURS.replace(",", "|").encode(),
    "decimal commas": HOURS.replace(",", ";").replace(".", ",").encode(),
    "a declared separator": b"sep=;\r\n" + HOURS.replace(",", ";").encode(),
    "decimal commas in quotes": re.sub(r"-?\d[\d.e]*", r'"\g<0>"', HOURS).replace(".", ",").encode(),
    "decimal commas and tabs": HOURS.replace(",", "\t").replace(".", ",").encode(),
}


@pytest.mark.parametrize("data", SAME.values(), ids=SAME)
def test_the_same_table_however_it_is_written(data: bytes) -> None:
    assert values(read_csv(data, "mine.csv")) == values(table(HOURS))


NOTED = {
    "windows-1252": ("größe,höhe\n1,2\n3,4".encode("cp1252"), ["größe", "höhe"], "Windows-1252"),
    "semicolons": (b"a;b\n1;2\n3;4", ["a", "b"], "semicolons"),
    "decimal commas": (b"a;b\n1,5;2\n3;4", ["a", "b"], "decimal sign"),
    "decimal commas in numbers alone": (b"1,5;2,5\n3;4", ["column 1", "column 2"], "decimal sign"),
    "decimal commas in quotes": (b'a,b\n"1,5",2\n"2,5",3', ["a", "b"], "decimal sign"),
    "no names": (b"1,2\n3,4\n5,6", ["column 1", "column 2"], "numbers, not names"),
    "an empty name": (b"a,,b\n1,2,3\n4,5,6", ["a", "column 2", "b"], "column 2"),
    "a name twice": (b"a,a,a (2)\n1,2,3\n4,5,6", ["a", "a (2)", "a (2) (2)"], "a (2)"),
    "a long name": (b"a" * 500 + b",b\n1,2\n3,4", ["a" * 59 + "…", "b"], "too long"),
    "a name in lines": (b'"a\nb",c\n1,2\n3,4', ["a b", "c"], "changed"),
    "a name that turns the text around": ("a\u202eb,c\n1,2\n3,4".encode(), ["a b", "c"], "changed"),
    "set apart thousands": (b'a,b,c\n1,2,"1,234"\n3,4,"5,678"', ["a", "b"], "1,234"),
    "set apart thousands, the other way round": (b"a;b;c\n1;2,5;1.234\n3;4;5.678", ["a", "b"], "1.234"),
}


@pytest.mark.parametrize(("data", "names", "note"), NOTED.values(), ids=NOTED)
def test_what_is_assumed_is_said(data: bytes, names: list[str], note: str) -> None:
    found = read_csv(data, "mine.csv")
    assert list(found.columns) == names
    assert note in " ".join(found.notes)


def zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def png() -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


REFUSED = {
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200), "Windows program"),
    "a zip bomb": (zipped("rows.csv", bytes(3_000_000)), "zip archive"),
    "Excel": (zipped("xl/workbook.xml", b"<workbook/>"), "Excel workbook"),
    "gzip": (gzip.compress(HOURS.encode()), "gzip archive"),
    "a picture": (png(), "PNG picture"),
    "a web page": (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "web page"),
    "JSON": (b'[{"a": 1, "b": 2}]', "JSON"),
    "a NUL byte": (b"a,b\n1,2\n3,\x004\n", "control character 0x00"),
    "another control character": (b"a,b\n1,2\n3,\x074\n", "control character 0x07"),
    "noise": (bytes(range(128, 256)) * 20, "not plain text"),
    "Cyrillic in an old encoding": ("имя;возраст;город\nиван;5;тула\n".encode("cp1251"), "UTF-8"),
    "a byte no encoding knows": (b"a,b\n1,2\n3,\x81\n", "line 3 holds byte 0x81"),
    "UTF-16 without its mark": (HOURS.encode("utf-16-le"), "UTF-16"),
    "UTF-16 cut off": (HOURS.encode("utf-16")[:-1], "UTF-16"),
    "nothing": (b"", "empty"),
    "blank lines only": (b"\n\r\n\n", "empty"),
    "no rows": (b"a,b\n", "no row"),
    "one row": (b"a,b\n1,2\n", "in at least 2 rows"),
    "one column": (b"a\n1\n2\n", "only one column"),
    "spaces between": (b"a b\n1 2\n3 4\n", "only one column"),
    "no numbers": (b"a,b\nx,y\nu,v\n", '"x" in "a", line 2'),
    "one column of numbers": (b"a,b\n1,y\n2,v\n", 'only "a" of 2 columns'),
    "numbers in different rows": (b"a,b\n1,\n2,\n,3\n,4\n", "in at least 2 rows"),
    "too few cells": (b"a,b\n1,2\n3\n4,5\n", "line 3 has 1 cell, line 1 has 2"),
    "too many cells": (b"a,b\n1,2\n\n3,4,5\n", "line 4 has 3 cells, line 1 has 2"),
    "decimal commas between commas": (b"a,b\n1,5,2\n", "line 2 has 3 cells"),
    "decimal commas between commas, named": (b"a,b\n1,5,2,25\n", "write 1.5 for 1,5"),
    "decimal commas in some lines only": (b"a,b\n1,2\n1,5,2\n", "Is the comma the decimal sign here?"),
    "a title above the names": (b"Prices of 2017\na,b\n1,2\n", '"Prices of 2017" in line 1'),
    "a quote never closed": (b'a,b\n1,2\n"3,4\n5,6\n', "line 3: a cell that begins here opens a quote"),
    "a quote closed too early": (b'a,b\n1,2\n"3"4,5\n', "line 3: something stands behind"),
    "a very long cell": (b"a,b\n1,2\n3," + b"4" * 200_000, "line 3: a cell is longer than"),
    "a million columns": (b",".join([b"1"] * 1_000_000), "1,000,000 columns"),
    "one column too many": (b",".join([b"1"] * (MAX_COLUMNS + 1)), f"{MAX_COLUMNS + 1} columns"),
    "too many rows": (b"1,2\n" * (MAX_ROWS + 2), f"more than {MAX_ROWS:,} rows"),
    "too many bytes": (b"1" * (MAX_BYTES + 1), f"{MAX_BYTES + 1:,} bytes"),
    "all infinite": (b"a,b\ninf,1e400\n-inf,1e400\n", "no column holds numbers"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(TableError) as caught:
        read_csv(data, "mine.csv")
    assert why in str(caught.value)
    assert len(str(caught.value)) < 400


def test_as_many_rows_as_promised_can_be_read() -> None:
    found = read_csv(b"a,b\n" + b"1,2\n" * MAX_ROWS, "mine.csv")
    assert found.rows == MAX_ROWS
    assert found.lines[-1] == MAX_ROWS + 1


def test_every_unusable_cell_is_counted_by_what_is_wrong() -> None:
    found = table("a,b\n1,2\n,3\nNA,4\nnan,5\nabc,6\n7%,7\ninf,8\n-Infinity,9\n1e400,10\n1e60,11\n12,12\n")
    a = found.columns["a"]
    assert (a.missing, a.not_numeric, a.infinite) == (3, 2, 4)
    assert a.odd == "abc"
    assert np.isnan(a.values[a.kinds != Kind.NUMBER]).all()
    assert found.columns["b"].count(Kind.NUMBER) == found.rows


@pytest.mark.parametrize(
    "cell", ["1_000", "0x1F", "١٢", "1 2", "1,5", "--1", "1e", ".", "+", "1.2.3", "=1+1"]
)
def test_what_only_some_programs_take_for_a_number_is_none(cell: str) -> None:
    assert table(f'a,b\n"{cell}",1.5\n2,2.5\n3,3\n4,4').columns["a"].count(Kind.NUMBER) == 3


def test_formulas_and_html_are_text() -> None:
    found = table("=cmd|' /C calc'!A0,<b>bold</b>,c\n1,2,=1+2\n3,4,<script>alert(1)</script>\n")
    assert list(found.columns) == ["=cmd|' /C calc'!A0", "<b>bold</b>"]
    assert found.others == ("c",)


def test_dropped_rows_are_counted_once_each_with_reason_and_place() -> None:
    pair = table("a,b\n1,10\n,\nx,20\n3,1e999\n4,40\n5,\n").pair("a", "b")
    assert (pair.x.tolist(), pair.y.tolist()) == ([1, 4], [10, 40])
    assert [str(each) for each in pair.dropped] == [
        '1 row has no value in "a" (line 3)',
        '1 row has text instead of a number in "a" (line 4: "x")',
        '1 row has no value in "b" (line 7)',
        '1 row has an infinite or far too large value in "b" (line 5)',
    ]
    assert sum(each.count for each in pair.dropped) == 4


def test_a_dropped_row_is_not_quoted_with_anothers_cell() -> None:
    found = table("a,b\nx,foo\n1,bar\n2,3\n3,4\n4,5\n")
    first, second = map(str, found.pair("a", "b").dropped)
    assert first == '1 row has text instead of a number in "a" (line 2: "x")'
    assert second == '1 row has text instead of a number in "b" (line 3)'


@pytest.mark.parametrize("name", ["[mm]", "{x}", "<b>x</b>", "<5"])
def test_a_name_may_begin_like_a_web_page_or_json(name: str) -> None:
    assert [*table(f"{name},b\n1,2\n2,3\n3,5\n").columns] == [name, "b"]


def test_a_column_that_is_always_the_same_spreads_by_nothing() -> None:
    found = table("a,b\n" + "".join(f"0.1,{k}\n" for k in range(20)))
    assert "no slope can be learned" in found.warnings("a", "b")[0]
    assert found.scale_warnings("a", "b") == ()


def test_lines_are_those_of_the_file() -> None:
    found = table('"a\n\n",b,c\n\n1,2,"two\nlines"\n3,4,\nx,6,\n7,8,')
    assert found.lines.tolist() == [5, 7, 8, 9]
    [dropped] = found.pair("a", "b").dropped
    assert dropped.line == 8


def test_the_first_columns_that_go_together_are_offered_first() -> None:
    assert table("a,b,c\n1,2,3\n4,5,6\n").first_pair == ("a", "b")
    assert table("id,a,b\nx,1,2\ny,3,4\n").first_pair == ("a", "b")
    assert table("a,b,c\n1,,3\n4,,6\n4,5,6\n,7,6\n").first_pair == ("a", "c")
    assert table("a,b,c\n1,,3\n4,,6\n4,,6\n,1,2\n,1,2\n,1,2\n,,2\n").first_pair == ("a", "c")


def rows(x: np.ndarray, y: np.ndarray) -> Table:
    return table("x,y\n" + "".join(f"{a!r},{b!r}\n" for a, b in zip(x.tolist(), y.tolist(), strict=True)))


NORMAL = np.random.RandomState(0).randn(2, 200)
WARNED = {
    "few rows": (NORMAL[0, :9], NORMAL[1, :9], "Only 9 rows"),
    "constant x": (np.full(200, 3.0), NORMAL[1], '"x" is 3 in every row'),
    "constant y": (NORMAL[0], np.full(200, 3.0), None),
    "an outlier": (
        np.append(NORMAL[0], 60),
        np.append(NORMAL[1], 0),
        'In "x" 1 row lies far beyond the others',
    ),
    "an outlier among equals": (
        np.repeat([0.0, 1.0, 40.0], [31, 8, 1]),
        NORMAL[1, :40],
        'In "x" 1 row lies far beyond the others: the middle 80 % of the rows go from 0 to 1, and 40 is',
    ),
    "a large x, far from 0": (NORMAL[0] + 2000, NORMAL[1], '"x" lies'),
    "scales apart": (NORMAL[0], NORMAL[1] * 5000, '"y" spreads'),
    "nothing": (NORMAL[0], NORMAL[1], None),
}


@pytest.mark.parametrize(("x", "y", "warning"), WARNED.values(), ids=WARNED)
def test_what_is_likely_to_go_wrong_is_said_and_nothing_else(
    x: np.ndarray, y: np.ndarray, warning: str | None
) -> None:
    found = rows(x, y)
    said = found.warnings("x", "y") + found.scale_warnings("x", "y")
    assert len(said) == (warning is not None)
    assert warning is None or said[0].startswith(warning)


@given(st.binary(max_size=200))
@example(b'a,b\n"')
@example(b"\xff\xfe\n")
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    with suppress(TableError):
        read_csv(data, "mine.csv")


@given(st.text(alphabet='12.,;\t|\n\r"-eainf ä', max_size=120))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        found = table(text)
    except TableError:
        return
    for column in found.columns.values():
        assert np.isfinite(column.values[column.kinds == Kind.NUMBER]).all()
    found.warnings(*found.first_pair)
    found.scale_warnings(*found.first_pair)


@given(st.lists(st.tuples(*[st.floats(-1e50, 1e50)] * 2), min_size=2, max_size=20))
def test_numbers_come_out_as_they_went_in(pairs: list[tuple[float, float]]) -> None:
    found = rows(*np.array(pairs).T)
    assert np.array_equal(np.stack([c.values for c in found.columns.values()], 1), np.array(pairs))


LINE = st.lists(st.text(alphabet="12.-e \x0b\x85\u2028ä", max_size=5), min_size=1, max_size=3)


@given(st.lists(LINE, max_size=6), st.sampled_from(["\n", "\r\n", "\r", "\n\r", "\r\r\n"]))
@example([["1", "2"], ["3", "4"]], "\n")
def test_quotes_around_every_cell_change_nothing(lines: list[list[str]], end: str) -> None:
    lines = [["a", "b"], *lines]
    plain = end.join(";".join(cells) for cells in lines)
    # A line without a cell is blank; one with an empty cell in quotes is not.
    quoted = end.join(";".join(f'"{cell}"' for cell in cells) if cells != [""] else "" for cells in lines)
    assert described(plain) == described(quoted)


def described(text: str) -> object:
    """All that a user is told of a file."""
    try:
        found = table(text)
    except TableError as error:
        return str(error)
    cells = [(c.name, *map(str, zip(c.values, c.kinds, strict=True)), c.odd) for c in found.columns.values()]
    return cells, found.lines.tolist(), found.others, found.notes
