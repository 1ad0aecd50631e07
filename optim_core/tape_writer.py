"""Writes SymPy expressions down as the operations of a tape."""

import math
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import numpy as np

from optim_core import operations as O

LONGEST = 4096  # operations and constants


class TapeTooLong(ValueError):
    """The expressions need more operations than a tape holds."""


class Writer:
    """Writes the tape of expressions: every distinct constant and every distinct operation once."""

    def __init__(self, parameters: dict[str, float]) -> None:
        self.names: dict[str, Any] = {"x": "x", "y": "y"} | {k: float(v) for k, v in parameters.items()}
        self.values: list[Any] = []  # "x", "y", a float, or (op, a, b) with places in this list
        self.places: dict[Any, int] = {}
        self.known: dict[Any, int] = {}  # expression -> place

    def arrays(self, outputs: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What a Tape is made of. Constants move to the front, as far as they are still used."""
        needed = self._needed(outputs)
        constants = [i for i in needed if isinstance(self.values[i], float)]
        operations = [i for i in needed if isinstance(self.values[i], tuple)]
        registers = {self.places.get(name, -1): r for r, name in enumerate("xy")}
        registers |= {place: 2 + i for i, place in enumerate([*constants, *operations])}
        rows = [(op, registers[a], registers[b]) for op, a, b in (self.values[i] for i in operations)]
        return (
            np.array(rows, np.int64).reshape(-1, 3),
            np.array([self.values[i] for i in constants], np.float64),
            np.array([registers[place] for place in outputs], np.int64),
        )

    def _needed(self, outputs: Iterable[int]) -> list[int]:
        needed, waiting = set(), list(outputs)
        while waiting:
            place = waiting.pop()
            if place not in needed:
                needed.add(place)
                if isinstance(self.values[place], tuple):
                    waiting += self.values[place][1:]
        return sorted(needed)

    def register(self, expression: Any) -> int:
        """Where the expression's value is found."""
        if expression not in self.known:
            self.known[expression] = self._write(expression)
        return self.known[expression]

    def _place(self, value: Any) -> int:
        """Where the value stands. Floats are known by their text: 0.0 and -0.0 differ, nan is nan."""
        key = repr(value) if isinstance(value, float) else value
        if key not in self.places:
            if len(self.values) >= LONGEST:
                raise TapeTooLong(f"takes more than {LONGEST:,} operations together with its derivatives")
            self.places[key] = len(self.values)
            self.values.append(value)
        return self.places[key]

    def do(self, op: int, a: int, b: int | None = None) -> int:
        """The operation's place. Among constants it is done now."""
        b = a if b is None else b
        left, right = self.values[a], self.values[b]
        if isinstance(left, float) and isinstance(right, float):
            with np.errstate(all="ignore"):
                return self._place(float(O.operate.py_func(op, np.float64(left), np.float64(right))))
        return self._place((op, a, b))

    def _write(self, e: Any) -> int:
        kind = e.func.__name__
        if kind in CONSTANTS:
            return self._place(CONSTANTS[kind])
        if e.is_Number or e.is_NumberSymbol:
            return self._place(_number(e))
        if e.is_Symbol and e.name in self.names:
            return self._place(self.names[e.name])
        if kind not in WRITERS:
            raise ValueError(f"a tape has no place for {e if e.is_Symbol else kind}")
        return WRITERS[kind](self, *e.args)

    def power(self, base: int, exponent: Any) -> int:
        """base to the exponent; small whole exponents by squaring, as exact as it gets."""
        if exponent.is_Integer and abs(int(exponent)) <= 64:
            return self._whole_power(base, int(exponent))
        if exponent.is_Rational and exponent.q == 2 and abs(exponent.p) == 1:
            root = self.do(O.SQRT, base)
            return root if exponent.p == 1 else self.do(O.DIV, self._place(1.0), root)
        return self.do(O.POW, base, self.register(exponent))

    def _whole_power(self, base: int, n: int) -> int:
        if n < 0:
            return self.do(O.DIV, self._place(1.0), self._whole_power(base, -n))
        if n < 2:
            return base if n else self._place(1.0)
        half = self._whole_power(base, n // 2)
        square = self.do(O.MUL, half, half)
        return self.do(O.MUL, square, base) if n % 2 else square


def _number(e: Any) -> float:
    """The nearest float; an integer without one is infinite."""
    try:
        return float(e)
    except OverflowError:
        return math.copysign(math.inf, int(e))


def _is_minus(e: Any) -> bool:
    """Is e written as −1 times something?"""
    return bool(e.is_Mul and len(e.args) > 1 and e.args[0] == -1)


def _under_the_line(e: Any) -> tuple[Any, Any] | None:
    """What e, written as a power below zero, divides by; None if it is not such a power."""
    if e.is_Pow and e.exp.is_Rational and e.exp < 0:
        return e.base, -e.exp
    return None


def _add(w: Writer, first: Any, *rest: Any) -> int:
    total = w.register(first)
    for term in rest:
        if _is_minus(term):
            total = w.do(O.SUB, total, _product(w, *term.args[1:]))
        else:
            total = w.do(O.ADD, total, w.register(term))
    return total


def _mul(w: Writer, *factors: Any) -> int:
    if len(factors) > 1 and factors[0] == -1:
        return w.do(O.NEG, _product(w, *factors[1:]))
    return _product(w, *factors)


def _product(w: Writer, first: Any, *rest: Any) -> int:
    total = w.register(first)
    for factor in rest:
        if below := _under_the_line(factor):
            total = w.do(O.DIV, total, w.power(w.register(below[0]), below[1]))
        else:
            total = w.do(O.MUL, total, w.register(factor))
    return total


def _pow(w: Writer, base: Any, exponent: Any) -> int:
    if base.func.__name__ == "Exp1":
        return w.do(O.EXP, w.register(exponent))
    return w.power(w.register(base), exponent)


def _piecewise(w: Writer, *cases: Any) -> int:
    """The value of the first case whose condition holds; nan if none does."""
    value = w._place(math.nan)
    for case, condition in reversed(cases):
        truth = w.register(condition)
        value = w.do(O.ADD, w.do(O.WHEN, truth, w.register(case)), w.do(O.UNLESS, truth, value))
    return value


def _plain(op: int) -> Callable[..., int]:
    return lambda w, a, *more: w.do(op, w.register(a), *(w.register(b) for b in more))


def _folded(op: int) -> Callable[..., int]:
    return lambda w, *args: reduce(lambda a, b: w.do(op, a, b), (w.register(e) for e in args))


CONSTANTS = {  # the spike of the impulse has no width: nobody ever stands on it
    "BooleanTrue": 1.0,
    "BooleanFalse": 0.0,
    "ComplexInfinity": math.nan,
    "DiracDelta": 0.0,
}

WRITERS: dict[str, Callable[..., int]] = {
    "Add": _add,
    "Mul": _mul,
    "Pow": _pow,
    "Piecewise": _piecewise,
    "Heaviside": lambda w, a, *_: w.do(O.STEP, w.register(a)),
    "min": _folded(O.MIN),
    "Min": _folded(O.MIN),
    "max": _folded(O.MAX),
    "Max": _folded(O.MAX),
    "And": _folded(O.MUL),
    "Or": _folded(O.MAX),
    "StrictGreaterThan": lambda w, a, b: w.do(O.LESS, w.register(b), w.register(a)),
    "GreaterThan": lambda w, a, b: w.do(O.AT_MOST, w.register(b), w.register(a)),
    "Unequality": lambda w, a, b: w.do(O.NOT, w.do(O.EQUAL, w.register(a), w.register(b))),
} | {
    name: _plain(op)
    for name, op in {
        "exp": O.EXP,
        "log": O.LOG,
        "sin": O.SIN,
        "cos": O.COS,
        "tan": O.TAN,
        "asin": O.ASIN,
        "acos": O.ACOS,
        "atan": O.ATAN,
        "atan2": O.ATAN2,
        "sinh": O.SINH,
        "cosh": O.COSH,
        "tanh": O.TANH,
        "Abs": O.ABS,
        "sign": O.SIGN,
        "floor": O.FLOOR,
        "StrictLessThan": O.LESS,
        "LessThan": O.AT_MOST,
        "Equality": O.EQUAL,
        "Not": O.NOT,
    }.items()
}
