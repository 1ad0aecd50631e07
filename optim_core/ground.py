"""A surface as the compiled loop walks on it: two compiled functions and the arrays they read.

All surfaces share these types, so that each update rule's loop is compiled once for all of them.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit, types

F = types.float64
ARRAYS = (F[::1], F[:, ::1], types.int64[:, ::1], F[::1])  # numbers, table, program, scratch
PAIR = types.UniTuple(F, 2)
SLOPE = PAIR(*ARRAYS, types.int64, F, F)  # (arrays, step from 0, x, y) -> the gradient this step uses
HEIGHTS = PAIR(*ARRAYS, F, F)  # (arrays, x, y) -> gap on the training and on the test rows

slope = njit(SLOPE, cache=True, nogil=True)
"""Compiles a function that gives the gradient of a step."""

heights = njit(HEIGHTS, cache=True, nogil=True)
"""Compiles a function that gives the exact heights at a point."""

NO_TABLE = np.empty((0, 0))
NO_PROGRAM = np.empty((0, 0), np.int64)


class Ground(NamedTuple):
    """What is fixed for a whole run. What a number, a row or a column means is up to the two functions."""

    slope: Callable
    heights: Callable
    numbers: np.ndarray  # (any,) float
    table: np.ndarray = NO_TABLE  # (any, any) float
    program: np.ndarray = NO_PROGRAM  # (any, any) int
    scratch: int = 0  # floats of room that the two functions need to work in

    @property
    def nbytes(self) -> int:
        return self.numbers.nbytes + self.table.nbytes + self.program.nbytes
