"""The text of an uploaded file, whatever its encoding; a file that is no text is told what it is."""

import re

MORE_THAN_ACCENTS = 0.3
"""Above this share of bytes beyond ASCII, text that is not UTF-8 is in an alphabet nobody can guess."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")  # tab, line feed, form feed and return are text
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# How files that are no text begin. Consulted once a file is known to be none: a column may be called MZ.
_BINARY = (
    (b"MZ", "a Windows program (.exe)"),
    (b"\x7fELF", "a Linux program"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
)
_MARKED_UP = (
    (re.compile(r"<(!doctype|!--|\?xml|html|head|body|svg|table)", re.IGNORECASE), "a web page or XML"),
    (re.compile(r"\{\s*(\"|\})|\[\s*(\"|\[|\{|-?\d|\])"), "JSON"),
    (re.compile(r"%PDF"), "a PDF document"),
)


class TableError(ValueError):
    """A file that is no usable table; says what is wrong, where, and what would be right."""


def decode(data: bytes) -> tuple[str, str | None]:
    """The text, and a note if its encoding had to be guessed.

    UTF-8, UTF-16 with a byte order mark, else Windows-1252 (which holds Latin-1's letters) if most of it
    is ASCII. Raises TableError.
    """
    text, note = _text(data)
    if found := _CONTROL.search(text):
        raise TableError(_no_text(data, f"it holds the control character {ord(found[0]):#04x}"))
    for beginning, kind in _MARKED_UP:
        if beginning.match(text.lstrip()):
            raise TableError(f"this is {kind}, not a table: save it as CSV (UTF-8)")
    return text, note


def _text(data: bytes) -> tuple[str, str | None]:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if encoding == "utf-16":
            raise TableError("it begins like UTF-16 text but breaks off: save it as CSV (UTF-8)") from None
        odd = f"line {line} holds byte {data[error.start]:#04x}, which is not UTF-8"
    if b"\0" in data or sum(data.count(byte) for byte in range(128, 256)) > MORE_THAN_ACCENTS * len(data):
        raise TableError(_no_text(data, odd))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise TableError(_no_text(data, odd)) from None
    return text, f"{odd}: read as Windows-1252. If letters look wrong, save the file as UTF-8."


def _no_text(data: bytes, why: str) -> str:
    """What the bytes look like instead."""
    kind = next((kind for beginning, kind in _BINARY if data.startswith(beginning)), None)
    if data.startswith(b"PK\x03\x04"):
        parts = {b"xl/": "an Excel workbook", b"word/": "a Word document"}
        kind = next((kind for part, kind in parts.items() if part in data), "a zip archive")
    if kind:
        return f"this is {kind}, whatever its name says: save the table as CSV (UTF-8)"
    if data[1:200:2].count(0) > len(data[:200]) // 4 or data[:200:2].count(0) > len(data[:200]) // 4:
        return "this looks like UTF-16 text without its byte order mark: save it as CSV (UTF-8)"
    return f"this is not plain text ({why}): save the table as CSV (UTF-8)"
