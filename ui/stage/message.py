"""Packs a header and arrays into the one binary message the stage reads."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_SMALLEST, _LARGEST = 1e-37, 3e38  # what float32 holds with full precision


@dataclass(frozen=True)
class Part:
    """Arrays as they travel, to be used in more than one message."""

    arrays: tuple[tuple[str, str, int], ...]  # name, kind and length of each
    block: bytes  # back to back, little-endian

    @staticmethod
    def of(arrays: Mapping[str, np.ndarray]) -> "Part":
        """Floats travel in 4 bytes unless their size needs 8. Raises ValueError on NaN and infinity."""
        kinds, blocks = [], []
        for name, array in arrays.items():
            flat = np.ravel(array)
            kind = _kind(name, flat)
            kinds.append((name, kind, int(flat.size)))
            blocks.append(np.ascontiguousarray(flat, dtype="<" + kind).tobytes())
        return Part(tuple(kinds), b"".join(blocks))

    @staticmethod
    def with_failures(arrays: Mapping[str, np.ndarray]) -> "Part":
        """In 4 bytes each, NaN and infinity as they are: where they mean "not yet" and "failed"."""
        with np.errstate(over="ignore"):  # what float32 cannot hold is as good as infinite
            flat = {name: np.ravel(array).astype("<f4") for name, array in arrays.items()}
        kinds = tuple((name, "f4", int(array.size)) for name, array in flat.items())
        return Part(kinds, b"".join(array.tobytes() for array in flat.values()))

    def numbered(self, i: int, whose: str = "") -> "Part":
        """The same arrays as those of racer i, of another race if it is said whose."""
        return Part(tuple((f"{whose}{name}_{i}", kind, size) for name, kind, size in self.arrays), self.block)


def pack(header: Mapping[str, Any], *parts: Part) -> bytes:
    """Length, JSON header, then the arrays of all parts, little-endian.

    >>> message = pack({"version": 1}, Part.of({"x": np.array([0.5, 2.0])}))
    >>> message[4:44]
    b'{"version":1,"arrays":[["x","f4",2]]}\\x00\\x00\\x00'
    >>> np.frombuffer(message[44:], "<f4")
    array([0.5, 2. ], dtype=float32)
    """
    arrays = [array for part in parts for array in part.arrays]
    text = json.dumps(
        {**header, "arrays": arrays}, allow_nan=False, separators=(",", ":"), ensure_ascii=False
    ).encode()
    text += b"\0" * (-len(text) % 4)
    return b"".join([struct.pack("<I", len(text)), text, *(part.block for part in parts)])


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
