"""Every line of every rule as MathML: well-formed, complete, and read as it is meant."""

import ast
import re
from xml.etree import ElementTree

import pytest

from optim_core.catalogue import OPTIMIZERS
from optim_core.gradient import of_means
from optim_core.working import Line, function_source, rule_source
from ui.inside.notation import numbers, pieces, symbol, symbols

LINES = [
    pytest.param(rule, line, id=f"{rule.id}-{line.name}")
    for rule in OPTIMIZERS.values()
    for line in rule_source(rule).lines
]


def text(mathml: str) -> str:
    """What is left without the marks.

    >>> text("<math><mi>a</mi><mo>+</mo></math>")
    'a+'
    """
    return "".join(ElementTree.fromstring(mathml).itertext())


def line(expression: str) -> Line:
    return Line("y", ast.parse(expression, mode="eval").body, "", 0)


def written(expression: str) -> str:
    return "".join(map(text, pieces(line(expression).expression, lambda name, guard: f"<mi>{name}</mi>")))


def names_in(node: ast.expr) -> set[str]:
    """Names and State fields of an expression; without those that are there for the machine only."""
    attributes = {
        f"s.{each.attr}"
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "s"
    }
    return attributes | {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id not in ("np", "s")
    }


@pytest.mark.parametrize(("rule", "line"), LINES)
def test_every_line_of_every_rule_can_be_written(rule, line) -> None:
    names = {name: hyper.symbol for name, hyper in rule.hypers.items()}
    for leaf in (symbols(names), numbers):
        for piece in pieces(line.expression, leaf):
            assert ElementTree.fromstring(piece).tag == "math"
            assert "\\" not in piece
    ElementTree.fromstring(symbol(line.name))


@pytest.mark.parametrize(("rule", "line"), LINES)
def test_every_number_of_a_line_has_its_place(rule, line) -> None:
    places = set(re.findall('data-value="([^"]+)"', "".join(pieces(line.expression, numbers))))
    shape_only = {"x"} if "0 * x" in ast.unparse(line.expression) else set()
    assert places == names_in(line.expression) - shape_only


def test_a_known_formula_reads_as_on_paper() -> None:
    adam = OPTIMIZERS["adam"]
    leaf = symbols({name: hyper.symbol for name, hyper in adam.hypers.items()})
    shown = {
        line.name: text(symbol(line.name)) + "=" + "".join(map(text, pieces(line.expression, leaf)))
        for line in rule_source(adam).lines
    }
    assert shown == {
        "m": "mt=β1·mt−1+(1−β1)·gt",
        "v": "vt=β2·vt−1+(1−β2)·gt2",
        "m_hat": "m^t=mt1−β1t",
        "v_hat": "v^t=vt1−β2t",
        "rate": "ratet=αv^t+ε",
        "x_next": "xt=xt−1−ratet·m^t",
    }


def test_the_means_are_written_with_a_bar() -> None:
    shown = {each.name: text(symbol(each.name)) for each in function_source(of_means).lines}
    assert shown == {"mean_e": "e", "mean_xe": "xe", "g_m": "gm", "g_b": "gb"}
    assert text(symbol("mean_xx")) == "x2"
    assert "inside-mean" in symbol("mean_xx")


@pytest.mark.parametrize(
    ("source", "paper"),
    [
        ("a - (b - c)", "a−(b−c)"),
        ("a - (b + c)", "a−(b+c)"),
        ("a + (b + c)", "a+b+c"),
        ("(a + b) * c", "(a+b)·c"),
        ("a * (b * c)", "a·b·c"),
        ("(a * b) ** 2", "(a·b)2"),
        ("-a * b", "−a·b"),
        ("-(a + b)", "−(a+b)"),
        ("a - b * (c - d)", "a−b·(c−d)"),
        ("a + 0 * x", "a"),
        ("np.where(a > 5, b, c)[()]", "{bif a>5cotherwise"),
        ("np.maximum(a, np.abs(b) + c)", "max(a,|b|+c)"),
        ("sin(2 * pi * a) - abs(b)", "sin(2·π·a)−|b|"),
    ],
)
def test_brackets_are_where_they_must_be(source: str, paper: str) -> None:
    assert written(source) == paper


def test_a_negative_number_is_bracketed_where_it_would_be_misread() -> None:
    guards = {}
    pieces(
        line("a * b + c ** 2 - np.sqrt(d) + e / f").expression,
        lambda name, guard: guards.setdefault(name, guard) or "<mi/>",
    )
    assert guards == {"a": "", "b": "negative", "c": "power", "d": "", "e": "", "f": ""}


def test_a_sum_may_be_broken_before_every_sign() -> None:
    assert [text(piece) for piece in pieces(line("a * b + c - d").expression, numbers)] == [
        "0",
        "·0",
        "+0",
        "−0",
    ]


@pytest.mark.parametrize("source", ["a.b", "np.norm(a)", "a if b else c", "f(a)", "a @ b", "a < b"])
def test_what_has_no_notation_is_said(source: str) -> None:
    with pytest.raises(ValueError, match="no notation for"):
        pieces(line(source).expression, numbers)
