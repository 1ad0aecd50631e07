"""A value as its user wrote it, short enough for a sentence."""

import json
from typing import Any

ENDLESS = 10**15  # from here a whole number is shown by its size
LONGEST = 60  # characters


def shortened(value: Any) -> str:
    """
    >>> shortened(None), shortened("x" * 9), shortened(10**20), shortened(10**400)
    ('nothing', "'xxxxxxxxx'", '1e+20', 'a whole number beyond 1e308')
    """
    if value is None:
        return "nothing"
    if isinstance(value, int) and abs(value) >= ENDLESS:
        try:
            return f"{value:g}"
        except OverflowError:
            return f"a whole number beyond {'-' if value < 0 else ''}1e308"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return repr(text[:LONGEST] + "…") if len(text) > LONGEST else repr(value)
