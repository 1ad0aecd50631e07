"""Packs a header and arrays into the one binary message the stage reads."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

_SMALLEST, _LARGEST = 1e-37, 3e38  # what float32 holds with full precision


def pack(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """Length, JSON header, then the arrays back to back, all little-endian.

    Floats travel in 4 bytes unless their size needs 8; NaN and infinity never travel.

    >>> message = pack({"version": 1}, {"x": np.array([0.5, 2.0])})
    >>> message[4:44]
    b'{"version":1,"arrays":[["x","f4",2]]}\\x00\\x00\\x00'
    >>> np.frombuffer(message[44:], "<f4")
    array([0.5, 2. ], dtype=float32)
    """
    kinds, blocks = [], []
    for name, array in arrays.items():
        flat = np.ravel(array)
        kind = _kind(name, flat)
        kinds.append([name, kind, int(flat.size)])
        blocks.append(np.ascontiguousarray(flat, dtype="<" + kind).tobytes())
    text = json.dumps(
        {**header, "arrays": kinds}, allow_nan=False, separators=(",", ":"), ensure_ascii=False
    ).encode()
    text += b"\0" * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text + b"".join(blocks)


def _kind(name: str, flat: np.ndarray) -> str:
    if flat.dtype.kind in "iub":
        return "i4"
    if not np.isfinite(flat).all():
        raise ValueError(f"{name} holds a value that is not finite")
    if flat.dtype == np.float32 or flat.size == 0:
        return "f4"
    size = np.abs(flat[flat != 0])
    fits = size.size == 0 or (size.min() >= _SMALLEST and size.max() <= _LARGEST)
    return "f4" if fits else "f8"
