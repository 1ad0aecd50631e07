"""A value as its user wrote it, short enough for a sentence, and on one line."""

import json
import re
from typing import Any

ENDLESS = 10**15  # from here a whole number is shown by its size
LONGEST = 60  # characters
_COMMAS = re.compile(r"\s*[-+]?\d+(,\d+)+(\.\d+)?(e[-+]?\d+)?\s*", re.IGNORECASE)


def on_one_line(text: str) -> str:
    r"""Without line breaks and whatever else cannot be seen: they would tear a table or a sentence.

    >>> on_one_line("  a\tname \x1b[2J\n")
    'a name [2J'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def got(value: Any) -> str:
    """What came where another value belongs, and what was wrong with a number's commas.

    >>> got(-1), got("")
    ('got -1', 'got nothing')
    >>> print(got("0,5"))
    got '0,5' (decimals take a point, thousands no mark)
    """
    commas = isinstance(value, str) and _COMMAS.fullmatch(value)
    return f"got {shortened(value)}" + (" (decimals take a point, thousands no mark)" if commas else "")


def shortened(value: Any) -> str:
    """
    >>> shortened(None), shortened("x" * 9), shortened(10**20), shortened(10**400)
    ('nothing', "'xxxxxxxxx'", '1e+20', 'a whole number beyond 1e308')
    """
    if value is None or value == "":
        return "nothing"
    if isinstance(value, int) and abs(value) >= ENDLESS:
        try:
            return f"{value:g}"
        except OverflowError:
            return f"a whole number beyond {'-' if value < 0 else ''}1e308"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return repr(text[:LONGEST] + "…") if len(text) > LONGEST else repr(value)
