"""The slopes of a formula as one writes them down: where the worked step of a surface begins.

Derivatives come as they were taken, factor by factor. Here numbers are brought together, what is divided by
goes below the line, and the result is Python's own tree of it, as `working.py` has the lines of a rule.
"""

import ast
from functools import lru_cache
from typing import Any

from sympy import Integer, Pow

from optim_core.calculus import derivatives
from optim_core.formula import parse

LONGEST = 120  # nodes of a slope that can still be read as a formula
LONG = 12  # operations of a sum that no bracket should hold together

Term = tuple[Any, list[Any]]  # a number and what it is multiplied with


@lru_cache(maxsize=128)
def slopes(formula: str, parameters: tuple[str, ...] = ()) -> tuple[ast.expr, ast.expr] | None:
    """The derivatives of a formula by x and by y; None where they are too long to be read.

    >>> [ast.unparse(slope) for slope in slopes("(1 - x)**2 + 100*(y - x**2)**2")]
    ['-2 * (1 - x) - 400 * (y - x ** 2) * x', '200 * (y - x ** 2)']
    """
    _, *both = derivatives(parse(formula, parameters))[:3]
    by_x, by_y = (_sum(_terms(slope)) for slope in both)
    if any(sum(1 for _ in ast.walk(slope)) > LONGEST for slope in (by_x, by_y)):
        return None
    return by_x, by_y


def _terms(e: Any) -> list[Term]:
    """The terms of a sum; those of a multiple of a long sum as well, so that it can be broken."""
    if e.is_Add:
        return [each for term in e.args for each in _terms(term)]
    number, factors = _factors(e)
    if len(factors) == 1 and factors[0].is_Add and factors[0].count_ops() > LONG:
        return [(number * inner, rest) for inner, rest in _terms(factors[0])]
    return [(number, factors)]


def _factors(e: Any) -> Term:
    """The number and the factors of a product, however nested."""
    if e.is_Number:
        return e, []
    if e.is_Pow and e.base.is_Number and e.exp.is_Integer:
        return Pow(e.base, e.exp), []
    if not e.is_Mul:
        return Integer(1), [e]
    number, factors = Integer(1), list[Any]()
    for part in e.args:
        own, rest = _factors(part)
        number, factors = number * own, factors + rest
    return number, factors


def _sum(terms: list[Term]) -> ast.expr:
    terms = [term for term in terms if term[0] != 0] or [(Integer(0), [])]
    first = next((k for k, (number, _) in enumerate(terms) if number >= 0), 0)  # y − x², not −x² + y
    number, factors = terms.pop(first)
    total = _product(abs(number), factors)
    if number < 0:
        total = _negative(total)
    for number, factors in terms:
        sign = ast.Sub() if number < 0 else ast.Add()
        total = ast.BinOp(total, sign, _product(abs(number), factors))
    return total


def _negative(product: ast.expr) -> ast.expr:
    """A minus sign belongs to the first number of a product, if it begins with one."""
    match product:
        case ast.Constant(int() | float() as value):
            return ast.Constant(-value)
        case ast.BinOp(left, ast.Mult() as op, right):
            return ast.BinOp(_negative(left), op, right)
    return ast.UnaryOp(ast.USub(), product)


def _product(number: Any, factors: list[Any]) -> ast.expr:
    above = [_written(factor) for factor in factors if not _divides(factor)]
    below = [_written(Pow(factor.base, -factor.exp)) for factor in factors if _divides(factor)]
    over, under = (number.p, number.q) if number.is_Rational else (float(number), 1)
    if over != 1 or not above:
        above.insert(0, _number(over))
    if under != 1:
        below.insert(0, _number(under))
    top = _times(above)
    return ast.BinOp(top, ast.Div(), _times(below)) if below else top


def _divides(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Number and factor.exp < 0)


def _times(parts: list[ast.expr]) -> ast.expr:
    first, *rest = parts
    for part in rest:
        first = ast.BinOp(first, ast.Mult(), part)
    return first


def _number(value: Any) -> ast.Constant:
    real = float(value)
    return ast.Constant(int(real) if real.is_integer() and abs(real) < 1e15 else float(f"{real:.12g}"))


def _written(e: Any) -> ast.expr:
    """An expression that is no product of a number and others."""
    if e.is_Add or e.is_Mul or e.is_Number:
        return _sum([each for term in e.args for each in _terms(term)] if e.is_Add else [_factors(e)])
    if e.is_Pow and float(e.exp.is_Number and e.exp) == 0.5:
        return _call("sqrt", e.base)
    if e.is_Pow and _divides(e):
        return _product(Integer(1), [e])
    if e.is_Pow:
        return ast.BinOp(_written(e.base), ast.Pow(), _written(e.exp))
    if not e.args:
        return ast.Name("e" if str(e) == "E" else str(e), ast.Load())
    names = {"Abs": "abs", "Heaviside": "step"}
    name = str(e.func.__name__)
    return _call(names.get(name, name), *e.args[: 1 if name == "Heaviside" else None])


def _call(name: str, *given: Any) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [_written(each) for each in given], [])
