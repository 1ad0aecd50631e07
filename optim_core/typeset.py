"""Formulas set in LaTeX as they were written. (SymPy's own printer simplifies while it prints, with exec.)"""

from typing import Any

from sympy import Expr, S

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly a piece holds together: one that holds less than its place asks for goes into brackets."""

NAMED = {
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "atan2": r"\operatorname{atan2}",
    "sign": r"\operatorname{sign}",
    "Heaviside": r"\operatorname{step}",
}
FENCED = {
    "Abs": r"\left|%s\right|",
    "floor": r"\left\lfloor %s\right\rfloor",
    "exp": "e^{%s}",
}


def latex(expression: Expr, symbols: dict[str, str] | None = None) -> str:
    """The expression as it was written; symbols says how parameters are set: {"k": r"\\kappa"}."""
    return _Setter(symbols or {}).piece(expression)[0]


class _Setter:
    def __init__(self, symbols: dict[str, str]) -> None:
        self.symbols = symbols | {"pi": r"\pi"}

    def at_least(self, level: int, e: Any) -> str:
        """The expression, in brackets if it holds together less tightly than that."""
        text, own = self.piece(e)
        return text if own >= level else rf"\left({text}\right)"

    def piece(self, e: Any) -> tuple[str, int]:
        """The expression's LaTeX and how tightly it holds together."""
        if e.is_Number:
            return self._number(e)
        if not e.args:
            return self.symbols.get(str(e), str(e).lower()), ATOM
        if e.is_Add:
            return self._sum(*e.args), SUM
        if e.is_Mul:
            return self._product(*e.args)
        if e.is_Pow:
            return self._power(e.base, e.exp)
        return self._function(e), POWER if e.func.__name__ == "exp" else ATOM

    def _number(self, e: Any) -> tuple[str, int]:
        if e < 0:
            return f"-{self._number(-e)[0]}", SUM
        if e.is_Rational and not e.is_Integer:
            return rf"\frac{{{e.p}}}{{{e.q}}}", PRODUCT
        digits, _, exponent = str(e if e.is_Integer else float(e)).partition("e")
        digits = digits.removesuffix(".0")
        if not exponent:
            return digits, ATOM
        power = f"10^{{{int(exponent)}}}"
        return (power, POWER) if digits == "1" else (rf"{digits} \cdot {power}", PRODUCT)

    def _sum(self, first: Any, *rest: Any) -> str:
        text = self.piece(first)[0]
        for term in rest:
            other, level = self.piece(term)
            if level == SUM and not term.is_Add:
                text += f" - {other.removeprefix('-')}"
            else:
                text += f" + {self.at_least(PRODUCT, term)}"
        return text

    def _product(self, first: Any, *rest: Any) -> tuple[str, int]:
        if rest and first.is_Number and first < 0:
            return f"-{self._positive(-first, *rest)}", SUM
        if first.is_Mul and first.args[0] == S.NegativeOne:
            return f"-{self._positive(*first.args[1:], *rest)}", SUM
        return self._positive(first, *rest), PRODUCT

    def _positive(self, *factors: Any) -> str:
        """A product that does not begin with a minus: what is divided by goes below the line."""
        above, below = [], []
        for factor in factors:
            if factor.is_Rational and not factor.is_Integer and factor > 0:
                above.append(S(factor.p))
                below.append(S(factor.q))
            elif factor.is_Pow and factor.exp == S.NegativeOne:
                below.append(factor.base)
            else:
                above.append(factor)
        if len(above) > 1 and above[0] == 1:
            above = above[1:]
        if not below:
            return self._row(above) if len(above) > 1 else self.at_least(PRODUCT, above[0])
        return rf"\frac{{{self._row(above)}}}{{{self._row(below)}}}"

    def _row(self, factors: list[Any]) -> str:
        """Factors side by side, a dot before one that begins with a digit. One alone needs no brackets."""
        if len(factors) < 2:
            return self.piece(factors[0])[0] if factors else "1"
        text, *others = (self.at_least(PRODUCT, factor) for factor in factors)
        for other in others:
            text += rf" \cdot {other}" if other[0].isdigit() else f" {other}"
        return text

    def _power(self, base: Any, exponent: Any) -> tuple[str, int]:
        if exponent.is_Rational and exponent.p == 1 and exponent.q > 1:
            root = rf"\sqrt[{exponent.q}]" if exponent.q > 2 else r"\sqrt"
            return f"{root}{{{self.piece(base)[0]}}}", ATOM
        if exponent.is_Number and exponent < 0:
            below = self.piece(base) if exponent == -1 else self._power(base, -exponent)
            return rf"\frac{{1}}{{{below[0]}}}", PRODUCT
        if base.is_Function and base.func.__name__ not in FENCED and exponent.is_Integer:
            return self._function(base, f"^{{{exponent}}}"), POWER
        return f"{self.at_least(ATOM, base)}^{{{self.piece(exponent)[0]}}}", POWER

    def _function(self, e: Any, exponent: str = "") -> str:
        name = e.func.__name__
        if name in FENCED:
            return FENCED[name] % self.piece(e.args[0])[0]
        values = e.args[:1] if name == "Heaviside" else e.args
        inside = ", ".join(self.piece(value)[0] for value in values)
        return NAMED.get(name, f"\\{name}") + rf"{exponent}\left({inside}\right)"
