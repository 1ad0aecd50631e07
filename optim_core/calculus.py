"""Derivatives of formulas: first and second ones, by the rules of school.

SymPy's own simplify as they go, and may take minutes over a line of text or leave the real numbers. Here
each part of a formula is differentiated once, so that the work grows with the formula's length alone.
"""

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Add, Expr, Integer, Mul, Pow, Rational, S, Symbol

X, Y = Symbol("x", real=True), Symbol("y", real=True)

PLAIN: dict[str, Any] = {"evaluate": False}


def derivatives(f: Expr) -> tuple[Expr, Expr, Expr, Expr, Expr, Expr]:
    """f, f_x, f_y, f_xx, f_xy, f_yy. At a corner or a jump a derivative is that of the pieces beside it."""
    by_x, by_y = Derivative(X), Derivative(Y)
    f_x, f_y = by_x.of(f), by_y.of(f)
    return f, f_x, f_y, by_x.of(f_x), by_y.of(f_x), by_y.of(f_y)


class Derivative:
    """Differentiates by one variable and remembers what it has done."""

    def __init__(self, variable: Symbol) -> None:
        self.known: dict[Expr, Expr] = {variable: S.One}

    def of(self, e: Any) -> Expr:
        """The derivative of e."""
        if e not in self.known:
            self.known[e] = self._of(e) if e.args else S.Zero
        return self.known[e]

    def _of(self, e: Any) -> Expr:
        if e.is_Add:
            return plus(*(self.of(term) for term in e.args))
        if e.is_Mul:
            *first, last = e.args
            rest = times(*first)
            return plus(times(self.of(rest), last), times(rest, self.of(last)))
        if e.is_Pow:
            return self._of_power(e, *e.args)
        inner = [(self.of(u), rule) for u, rule in zip(e.args, RULES[e.func.__name__], strict=True)]
        return plus(*(times(rule(*e.args), du) for du, rule in inner if du != 0))

    def _of_power(self, e: Expr, base: Expr, exponent: Expr) -> Expr:
        down, up = self.of(base), self.of(exponent)
        falling = times(exponent, power(base, plus(exponent, S.NegativeOne)), down) if down != 0 else S.Zero
        rising = times(e, S.One if base == S.Exp1 else function("log", base), up) if up != 0 else S.Zero
        return plus(falling, rising)


def plus(*terms: Expr) -> Expr:
    """The sum as it stands; only zeros go, and numbers beside each other are added."""
    kept = [term for term in terms if term != 0]
    if len(kept) > 1 and all(term.is_Number for term in kept):
        return sum(kept[1:], kept[0])
    return Add(*kept, **PLAIN) if len(kept) > 1 else kept[0] if kept else S.Zero


def times(*factors: Expr) -> Expr:
    """The product as it stands; only zeros and ones go, and the numbers come together in front."""
    number = S.One
    kept = []
    for factor in factors:
        if factor.is_Number:
            number = number * factor
        else:
            kept.append(factor)
    if number == 0 or not kept:
        return number
    if number != 1:
        kept.insert(0, number)
    return Mul(*kept, **PLAIN) if len(kept) > 1 else kept[0]


def power(base: Expr, exponent: Expr) -> Expr:
    """The power as it stands."""
    if exponent == 0:
        return S.One
    return base if exponent == 1 else Pow(base, exponent, **PLAIN)


def function(name: str, *args: Expr) -> Expr:
    """The function as it stands. min and max are only names: SymPy's would sort and compare their values."""
    kind = CLASSES.get(name) or getattr(sympy, name)
    return kind(*args, **PLAIN)


def _over(numerator: Expr, *denominator: Expr) -> Expr:
    return times(numerator, power(plus(*denominator), S.NegativeOne))


def _square(u: Expr) -> Expr:
    return power(u, Integer(2))


def _minus(u: Expr) -> Expr:
    return times(S.NegativeOne, u)


def _root_of_rest(u: Expr) -> Expr:
    """1/√(1 − u²)"""
    return power(plus(S.One, _minus(_square(u))), Rational(-1, 2))


CLASSES: dict[str, Any] = {
    "abs": sympy.Abs,
    "step": sympy.Heaviside,
    "sqrt": lambda u, **_: power(u, S.Half),
    "min": sympy.Function("min"),
    "max": sympy.Function("max"),
}

RULES: dict[str, tuple[Callable[..., Expr], ...]] = {  # the derivative by each argument
    "sin": (lambda u: function("cos", u),),
    "cos": (lambda u: _minus(function("sin", u)),),
    "tan": (lambda u: plus(S.One, _square(function("tan", u))),),
    "asin": (_root_of_rest,),
    "acos": (lambda u: _minus(_root_of_rest(u)),),
    "atan": (lambda u: _over(S.One, S.One, _square(u)),),
    "atan2": (
        lambda y, x: _over(x, _square(x), _square(y)),
        lambda y, x: _over(_minus(y), _square(x), _square(y)),
    ),
    "sinh": (lambda u: function("cosh", u),),
    "cosh": (lambda u: function("sinh", u),),
    "tanh": (lambda u: plus(S.One, _minus(_square(function("tanh", u)))),),
    "exp": (lambda u: function("exp", u),),
    "log": (lambda u: power(u, S.NegativeOne),),
    "Abs": (lambda u: function("sign", u),),
    "sign": (lambda u: S.Zero,),
    "floor": (lambda u: S.Zero,),
    "Heaviside": (lambda u, _: S.Zero, lambda u, _: S.Zero),
    "max": (
        lambda a, b: function("step", plus(a, _minus(b))),
        lambda a, b: function("step", plus(b, _minus(a))),
    ),
    "min": (
        lambda a, b: function("step", plus(b, _minus(a))),
        lambda a, b: function("step", plus(a, _minus(b))),
    ),
}
