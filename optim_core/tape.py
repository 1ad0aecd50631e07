"""Formulas as tapes: straight-line programs that NumPy runs for arrays and Numba for a single point.

Nothing a visitor types is ever compiled or executed: an expression becomes rows of numbers, and one
interpreter (`operations.py`) reads them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from optim_core.operations import evaluate, operate
from optim_core.tape_writer import TapeTooLong, Writer

if TYPE_CHECKING:
    import sympy

__all__ = ["Tape", "TapeTooLong", "evaluate"]


@dataclass(frozen=True, eq=False)
class Tape:
    """A straight-line program for some functions of x and y.

    Register 0 is x, 1 is y, then come the constants, then the result of each operation in turn.
    """

    ops: np.ndarray  # (k, 3) int64: what to do with which two registers
    constants: np.ndarray  # (c,) float64
    outputs: np.ndarray  # (o,) int64: the registers that hold the functions' values

    @classmethod
    def of(cls, *expressions: "sympy.Expr", parameters: dict[str, float] | None = None) -> "Tape":
        """The tape of real expressions in the symbols x, y and the parameters, whose values are put in.

        What occurs twice is computed once. ValueError names what no tape can hold; TapeTooLong.
        """
        writer = Writer(parameters or {})
        return cls(*writer.arrays([writer.register(expression) for expression in expressions]))

    @property
    def registers(self) -> int:
        """How many registers `evaluate` needs."""
        return 2 + len(self.constants) + len(self.ops)

    @property
    def constant(self) -> bool:
        """Are the functions' values the same everywhere?"""
        return not len(self.ops) and bool((self.outputs > 1).all())

    def __call__(self, x: Any, y: Any) -> tuple[np.ndarray, ...]:
        """Each function's values at x and y, arrays of any shapes that broadcast. inf and nan are results."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        held: list[Any] = [x, y, *self.constants, *[None] * len(self.ops)]
        first = 2 + len(self.constants)
        with np.errstate(all="ignore"):
            for i, (op, a, b) in enumerate(self.ops.tolist()):
                held[first + i] = operate.py_func(op, held[a], held[b])
                for register in self._free_after[i]:
                    held[register] = None
        shape = np.broadcast_shapes(x.shape, y.shape)
        return tuple(np.array(np.broadcast_to(held[register], shape)) for register in self.outputs)

    @cached_property
    def _free_after(self) -> list[list[int]]:
        """The registers nobody asks for after each operation: so only a few grids are held at a time."""
        last = {register: i for i, row in enumerate(self.ops.tolist()) for register in row[1:]}
        free: list[list[int]] = [[] for _ in self.ops]
        for register in last.keys() - set(self.outputs.tolist()):
            free[last[register]].append(register)
        return free
