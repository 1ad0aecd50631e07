"""Typed formulas: f(x, y) in school notation, read by a grammar that holds nothing but arithmetic.

No text is ever evaluated, compiled or handed to SymPy to read. Python's `ast` only finds the structure; the
nodes of a closed set are then turned into SymPy's by the code below, as they were written and not simplified,
so that a formula's value is what NumPy would give. (Why not sympify or lambdify: both use eval, sympy#10805,
sympy#24990.)
"""

import ast
from collections.abc import Collection
from math import isfinite
from typing import Any

import sympy
from sympy import Expr, Float, Integer, Rational, S, Symbol

from optim_core.calculus import X, Y, derivatives, function, power, times
from optim_core.formula_words import FUNCTIONS, FormulaError, scan
from optim_core.tape import Tape
from optim_core.typeset import latex

__all__ = ["FormulaError", "derivatives", "latex", "parse", "pointed"]

MOST_OPERATIONS = 64
DEEPEST = 16  # sums and products count as one level however long they are
LARGEST_EXPONENT = 8
LARGEST_EXACT = 10**6  # larger whole numbers are floats


def parse(text: str, parameters: Collection[str] = ()) -> Expr:
    """The formula as a SymPy expression in real symbols x, y and the parameters, as it was written.

    FormulaError says what is wrong, where, and what would be right.
    """
    if not isinstance(text, str):
        raise FormulaError("a formula is a text", 0)
    scan(text, parameters)
    try:
        tree = ast.parse(text.strip(" "), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaError("this cannot be read as a formula", 0) from None
    return _Reader(text, parameters).read(tree.body)


def pointed(text: str, error: FormulaError, before: int = 60, after: int = 20) -> str:
    """The text around the error, so many characters to each side, and below it a caret at the place."""
    begin = max(0, error.position - before)
    shown = "".join(c if c.isprintable() else "�" for c in text[begin : error.position + after])
    cut = "…" if begin else ""
    return f"{cut}{shown}\n{' ' * (len(cut) + error.position - begin)}^"


class _Reader:
    """Turns the nodes of one text into expressions. What is not named here is refused."""

    def __init__(self, text: str, parameters: Collection[str]) -> None:
        self.indent = len(text) - len(text.lstrip(" "))
        self.source = text.strip(" ")
        self.operations = 0
        self.names = {"x": X, "y": Y, "pi": S.Pi, "e": S.Exp1}
        self.names |= {name: Symbol(name, real=True) for name in parameters}

    def read(self, node: ast.expr, depth: int = 1) -> Expr:
        if depth > DEEPEST:
            raise self._error(f"this is nested too deeply: at most {DEEPEST} levels are read", node)
        match node:
            case ast.Constant():
                return self._number(node)
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.UnaryOp(op=ast.UAdd() | ast.USub() as sign):
                self._count(node)
                inner = self.read(node.operand, depth + 1)
                return inner if isinstance(sign, ast.UAdd) else _minus(inner)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return self._real(self._sum(node, depth), node)
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return self._real(self._product(node, depth), node)
            case ast.BinOp(op=ast.Pow()):
                return self._real(self._power(node, depth), node)
            case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
                return self._real(self._call(name, node, depth), node)
        raise self._error("this has no place in a formula", node)

    def _number(self, node: ast.Constant) -> Expr:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._error("this has no place in a formula", node)
        exact = isinstance(value, int) and value <= LARGEST_EXACT
        return Integer(value) if exact else Float(float(value))

    def _sum(self, node: ast.BinOp, depth: int) -> Expr:
        first, rest = _chain(node, (ast.Add, ast.Sub))
        terms = [self.read(first, depth + 1)]
        for sign, right in rest:
            self._count(right)
            term = self.read(right, depth + 1)
            terms.append(_minus(term) if isinstance(sign, ast.Sub) else term)
        return sympy.Add(*terms, evaluate=False)

    def _product(self, node: ast.BinOp, depth: int) -> Expr:
        first, rest = _chain(node, (ast.Mult, ast.Div))
        factors: list[Any] = [self.read(first, depth + 1)]
        for sign, right in rest:
            self._count(right)
            factor = self.read(right, depth + 1)
            if isinstance(sign, ast.Mult):
                factors.append(factor)
            elif _value(factor) == 0:
                raise self._error("nothing can be divided by 0", right)
            elif len(factors) == 1 and factors[0].is_Integer and factor.is_Integer:
                factors = [Rational(factors[0], factor)]
            else:
                factors.append(power(factor, S.NegativeOne))
        return sympy.Mul(*factors, evaluate=False)

    def _power(self, node: ast.BinOp, depth: int) -> Expr:
        self._count(node.right)
        base, exponent = self.read(node.left, depth + 1), self.read(node.right, depth + 1)
        value = _value(exponent)
        if value is not None and abs(value) > LARGEST_EXPONENT:
            allowed = f"from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}"
            raise self._error(f"an exponent that is a number must be {allowed}", node.right)
        return power(base, exponent)

    def _call(self, name: str, node: ast.Call, depth: int) -> Expr:
        self._count(node)
        if len(node.args) != FUNCTIONS[name]:
            wanted = "1 value" if FUNCTIONS[name] == 1 else f"{FUNCTIONS[name]} values"
            raise self._error(f"{name} takes {wanted}, this gives it {len(node.args)}", node)
        return function(name, *(self.read(argument, depth + 1) for argument in node.args))

    def _count(self, node: ast.expr) -> None:
        """One operation more, in the order of the text; node is where to point if it is one too many."""
        self.operations += 1
        if self.operations > MOST_OPERATIONS:
            raise self._error(f"this is too long: at most {MOST_OPERATIONS} operations are read", node)

    def _real(self, expression: Expr, node: ast.expr) -> Expr:
        """The expression, unless it is a constant without a finite real value."""
        value = _value(expression)
        if value is not None and not isfinite(value):
            written = ast.get_source_segment(self.source, node)
            raise self._error(f"{written} is not a finite real number", node)
        return expression

    def _error(self, message: str, node: ast.expr) -> FormulaError:
        return FormulaError(message, self.indent + node.col_offset)


def _chain(node: ast.expr, kinds: tuple[type, ...]) -> tuple[ast.expr, list[tuple[ast.operator, ast.expr]]]:
    """a + b − c as a, [(+, b), (−, c)]."""
    rest = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, kinds):
        rest.append((node.op, node.right))
        node = node.left
    return node, rest[::-1]


def _value(expression: Expr) -> float | None:
    """The number a constant is; None where x, y or a parameter occur."""
    return None if expression.free_symbols else float(Tape.of(expression)(0.0, 0.0)[0])


def _minus(e: Any) -> Expr:
    """−e as one would write it."""
    if e.is_Mul and e.args[0] == -1 and len(e.args) == 2:
        return e.args[1]
    return times(S.NegativeOne, e)
