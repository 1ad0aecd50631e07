"""A line of working as MathML: its symbols, and the same with a place for every number.

MathML is what browsers draw by themselves. A formula comes in pieces, each an element of its own, so that
the page can break it between them; a place for a number is `<mn data-value="name">`.
"""

import ast
import re
from collections.abc import Callable, Mapping
from html import escape

from optim_core.formula_words import FUNCTIONS
from optim_core.working import NEXT

GREEK = {
    "alpha": "α", "beta": "β", "delta": "Δ", "epsilon": "ε", "eps": "ε", "eta": "η", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "psi": "ψ", "rho": "ρ", "varphi": "φ",
}  # fmt: skip
TIMES = '<mo form="infix" lspace="0.18em" rspace="0.18em">·</mo>'
Leaf = Callable[[str, str], str]  # (name, guard) -> MathML; guard: when a number needs brackets

# How tightly an expression holds together; brackets go around what holds less tightly than its place asks.
SUM, PRODUCT, POWER, ATOM = range(4)


def pieces(expression: ast.expr, leaf: Leaf) -> list[str]:
    """The right-hand side of a line, cut where it may be broken: before every + and − and ·."""
    return [
        f'<math displaystyle="true">{piece}</math>' for piece in _terms(_bare(expression), leaf, first=True)
    ]


def symbols(hypers: Mapping[str, str]) -> Leaf:
    """Names as symbols; hypers: those that stay the same from step to step, with their LaTeX symbols."""
    return lambda name, guard: _hyper(hypers[name]) if name in hypers else symbol(name)


def numbers(name: str, guard: str) -> str:
    """Names as places for numbers."""
    return f'<mn data-value="{escape(name)}" data-guard="{guard}">0</mn>'


def symbol(name: str) -> str:
    """What a name of the source looks like on paper.

    >>> re.sub("<[^>]+>", " ", symbol("s.v")).split(), re.sub("<[^>]+>", " ", symbol("rho_inf")).split()
    (['v', 't', '−', '1'], ['ρ', '∞'])
    """
    if name in ("t", "∞"):
        return "<mi>t</mi>"
    if name in ("x", NEXT):
        return _sub("<mi>x</mi>", BEFORE if name == "x" else NOW)
    if name.startswith("s."):
        return _of(name[2:], BEFORE)
    return _of(name, NOW)


NOW = "<mi>t</mi>"
BEFORE = "<mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow>"
AFTER = "<mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow>"


def _of(name: str, when: str) -> str:
    """A name and its endings: `m_hat`, `v_max`, `mu_next`, `mean_xy`, `g_m` …"""
    head, _, end = name.partition("_")
    if head == "mean":
        return _mean(end)
    match end:
        case "hat":
            return _sub(f'<mover accent="true">{_letters(head)}<mo stretchy="false">^</mo></mover>', when)
        case "inf":
            return _sub(_letters(head), "<mi>∞</mi>")
        case "max":
            return f"<msubsup>{_letters(head)}{when}<mtext>max</mtext></msubsup>"
        case "next":
            return _sub(_letters(head), AFTER)
        case "product":
            one, last = _sub(_letters(head), "<mn>1</mn>"), _sub(_letters(head), when)
            return f'<mrow>{one}<mo form="infix">⋯</mo>{last}</mrow>'
        case "":
            return _sub(_letters(head), when)
    return _sub(_letters(head), f"<mi>{escape(end)}</mi>")


def partial(name: str) -> str:
    """The slope of f in the direction of a coordinate."""
    return f"<mfrac><mrow><mi>∂</mi><mi>f</mi></mrow><mrow><mi>∂</mi><mi>{escape(name)}</mi></mrow></mfrac>"


def _letters(name: str) -> str:
    return f"<mi>{GREEK.get(name, escape(name))}</mi>"


def _sub(base: str, sub: str) -> str:
    return f"<msub>{base}{sub}</msub>"


def _mean(letters: str) -> str:
    """`mean_xx` is the mean of x²."""
    inside = "".join(
        f"<msup><mi>{letter}</mi><mn>2</mn></msup>" if letters.count(letter) == 2 else f"<mi>{letter}</mi>"
        for letter in dict.fromkeys(letters)
    )
    return (
        f'<mrow class="inside-mean">{inside}</mrow>'  # its bar is a border: accents do not stretch everywhere
    )


def _hyper(latex: str) -> str:
    r"""A hyperparameter's declared symbol: \alpha, \beta_1."""
    name, _, index = latex.removeprefix("\\").partition("_")
    return _sub(_letters(name), f"<mn>{escape(index)}</mn>") if index else _letters(name)


def _bare(node: ast.expr) -> ast.expr:
    """Without what is there for the machine only: `+ 0 * x` for the shape, `[()]` for the type."""
    if isinstance(node, ast.Subscript):
        return _bare(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_nothing(node.right):
        return _bare(node.left)
    return node


def _is_nothing(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mult)
        and isinstance(node.left, ast.Constant)
        and node.left.value == 0
    )


def _terms(node: ast.expr, leaf: Leaf, first: bool) -> list[str]:
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            sign = "+" if isinstance(op, ast.Add) else "−"
            head, *rest = _factors(right, leaf, first=False, tight=isinstance(op, ast.Sub))
            return [*_terms(left, leaf, first), f'<mo form="infix">{sign}</mo>{head}', *rest]
    return _factors(node, leaf, first)


def _factors(node: ast.expr, leaf: Leaf, first: bool, tight: bool = False) -> list[str]:
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            return [
                *_factors(left, leaf, first, tight=True),
                TIMES + _within(right, leaf, PRODUCT, guard="negative"),
            ]
    return [_within(node, leaf, PRODUCT if tight else SUM, guard="" if first else "negative")]


def _within(node: ast.expr, leaf: Leaf, place: int, guard: str = "negative") -> str:
    """The node, in brackets where it would fall apart at this place."""
    text = _math(node, leaf, guard)
    return f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>" if _holds(node) < place else text


def _holds(node: ast.expr) -> int:
    match node:
        case ast.BinOp(_, ast.Add() | ast.Sub(), _):
            return SUM
        case ast.BinOp(_, ast.Mult(), _) | ast.UnaryOp():
            return PRODUCT
        case ast.BinOp(_, ast.Div() | ast.Pow(), _):
            return POWER
    return ATOM


def _math(node: ast.expr, leaf: Leaf, guard: str = "") -> str:
    """Any expression that a rule may be made of, in one piece."""
    match node:
        case ast.Name("pi"):
            return "<mi>π</mi>"
        case ast.Name(name):
            return leaf(name, guard)
        case ast.Attribute(ast.Name("s"), name):
            return leaf(f"s.{name}", guard)
        case ast.Constant(value):
            return f"<mn>{str(value).replace('-', '−')}</mn>"
        case ast.Subscript(value):
            return _math(value, leaf, guard)
        case ast.UnaryOp(ast.USub(), operand):
            return f'<mrow><mo form="prefix">−</mo>{_within(operand, leaf, PRODUCT)}</mrow>'
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            sign = "+" if isinstance(op, ast.Add) else "−"
            tight = PRODUCT if isinstance(op, ast.Sub) else SUM
            return (
                f'<mrow>{_math(left, leaf, guard)}<mo form="infix">{sign}</mo>'
                f"{_within(right, leaf, tight)}</mrow>"
            )
        case ast.BinOp(left, ast.Mult(), right):
            return f"<mrow>{_within(left, leaf, PRODUCT, guard)}{TIMES}{_within(right, leaf, PRODUCT)}</mrow>"
        case ast.BinOp(left, ast.Div(), right):
            return f"<mfrac>{_math(left, leaf)}{_math(right, leaf)}</mfrac>"
        case ast.BinOp(left, ast.Pow(), right):
            return _power(_within(left, leaf, ATOM, guard="power"), _math(right, leaf))
        case ast.Compare(left, [ast.Gt()], [right]):
            return f'<mrow>{_math(left, leaf)}<mo form="infix">&gt;</mo>{_math(right, leaf)}</mrow>'
        case ast.Call(ast.Attribute(ast.Name("np"), name) | ast.Name(name), given):
            return _call(name, given, leaf)
    raise ValueError(f"no notation for {ast.unparse(node)}")


def _power(base: str, exponent: str) -> str:
    """A symbol's index and its exponent stand above each other."""
    if found := re.fullmatch(r"<msub>(.*)</msub>", base):
        return f"<msubsup>{found[1]}{exponent}</msubsup>"
    return f"<msup>{base}{exponent}</msup>"


def _call(name: str, given: list[ast.expr], leaf: Leaf) -> str:
    texts = [_math(each, leaf) for each in given]
    match name:
        case "sqrt":
            return f"<msqrt>{texts[0]}</msqrt>"
        case "abs":
            return f'<mrow><mo form="prefix">|</mo>{texts[0]}<mo form="postfix">|</mo></mrow>'
        case "exp":
            return f"<msup><mi>e</mi>{texts[0]}</msup>"
        case "where":
            when, then, otherwise = texts
            return (
                '<mrow><mo form="prefix" stretchy="true">{</mo><mtable columnalign="left">'
                f"<mtr><mtd>{then}</mtd><mtd><mtext>if </mtext>{when}</mtd></mtr>"
                f"<mtr><mtd>{otherwise}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>"
            )
    name = {"maximum": "max", "minimum": "min"}.get(name, name)
    if name not in FUNCTIONS:
        raise ValueError(f"no notation for {name}")
    return f"<mrow><mi>{name}</mi><mo>(</mo>{'<mo>,</mo>'.join(texts)}<mo>)</mo></mrow>"
