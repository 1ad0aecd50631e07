"""Reads the stage's binary message as the browser does."""

import json
import struct
from typing import Any

import numpy as np


def decode(message: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header and the arrays of a message; complains about bytes that nobody announced."""
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length].rstrip(b"\0"))
    arrays, place = {}, 4 + length
    for name, kind, count in header["arrays"]:
        arrays[name] = np.frombuffer(message, f"<{kind}", count, place)
        place += arrays[name].nbytes
    assert place == len(message)
    return header, arrays
