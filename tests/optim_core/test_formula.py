"""Typed formulas: what is accepted has NumPy's own value, what is not is explained, nothing is executed.

100,000 texts are made up in every run. For a longer run by hand:

    FUZZ=2000000 python -m pytest -q tests/optim_core/test_formula.py -k made_up
"""

import ast
import builtins
import os
import random
import sys
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from optim_core import formula_words
from optim_core.formula import FormulaError, derivatives, latex, parse, pointed
from optim_core.formula_words import FUNCTIONS
from optim_core.tape import Tape, TapeTooLong

FUZZ = int(os.environ.get("FUZZ", "100000"))

SLIPS = {  # text -> where, and what is said
    "": (0, "such as x**2 + y**2"),
    "   ": (0, "such as x**2 + y**2"),
    "x^2": (1, "`**`"),
    "x²": (1, "`**`"),
    "3·x": (1, "`*`"),
    "2x": (1, "write 2*x"),
    "x y": (2, "write x*y"),
    "2(x)": (1, "write 2*(…"),
    "(x)(y)": (3, "write …)*(…"),
    "x(2)": (1, "write x*(…"),
    "(x)sin(y)": (3, "write …)*sin…"),
    "xy": (0, "did you mean x*y?"),
    "foo(x)": (0, "did you mean floor?"),
    "sinn(x)": (0, "did you mean sin?"),
    "qqq": (0, "use x, y, pi, e or one of sin,"),
    "X + 1": (0, "did you mean x?"),
    "1 + ln(x)": (4, "did you mean log?"),
    "arctan(x)": (0, "did you mean atan?"),
    "pow(x, 2)": (0, "did you mean **?"),
    "np.sin(x)": (0, "not np.sin(x)"),
    "f(x) = x": (0, "write only what f(x, y) equals"),
    "x = 3": (2, "write only what f(x, y) equals"),
    "x < y": (2, "step(x)"),
    "sin x": (0, "sin needs brackets after it, as in sin(x)"),
    "1 + atan2": (4, "as in atan2(x, y)"),
    "sin**2": (0, "sin needs brackets"),
    "sin(x, y)": (0, "sin takes 1 value, this gives it 2"),
    "x + max(x)": (4, "max takes 2 values, this gives it 1"),
    "1,5*x": (1, "a point, as in 1.5"),
    "(x, y)": (2, "a point, as in 1.5"),
    "(x": (0, "never closed"),
    "x + ((y)": (4, "never closed"),
    "x)": (1, "closes nothing"),
    ")": (0, "closes nothing"),
    "x*()": (2, "nothing between"),
    "x +": (3, "missing at the end"),
    "x + * y": (4, "missing before `*`"),
    "max(x, )": (7, "missing before `)`"),
    "x // 2": (2, "floor(x/2)"),
    "x % 2": (2, "2*floor(x/2)"),
    "[x]": (0, "round brackets"),
    "007*x": (0, "begin with 0"),
    "1_000*x": (0, "without `_`"),
    "x*1e999": (2, "1e+100"),
    "x*1e-999": (2, "1e-100"),
    "1e": (1, "write 1*e"),
    "x**9": (3, "from -8 to 8"),
    "x**(-4*3)": (4, "from -8 to 8"),
    "9**9**9": (6, "from -8 to 8"),
    "((9**8)**8)**8*x": (0, "not a finite real number"),
    "1/0": (2, "divided by 0"),
    "x/(1 - 1)": (3, "divided by 0"),
    "x + 0**-1": (4, "0**-1 is not a finite real number"),
    "log(0)": (0, "log(0) is not a finite real number"),
    "sqrt(-1)": (0, "sqrt(-1) is not"),
    "x*(-8)**(1/3)": (2, "(-8)**(1/3) is not"),
    "asin(2)": (0, "asin(2) is not"),
    "exp(1000)": (0, "exp(1000) is not"),
    " x + foo": (5, "did you mean"),
    "\u0445 + 1": (0, "cyrillic small letter ha"),
    "\U0001d465": (0, "mathematical italic small x"),
    "x\n+ y": (1, "U+000A"),
    "x\x00": (1, "U+0000"),
    "x" * 201: (200, "at most 200 characters"),
    "x*" * 65 + "x": (130, "at most 64 operations"),
    "-" * 16 + "x": (16, "at most 16 levels"),
    "sin(" * 16 + "x" + ")" * 16: (64, "at most 16 levels"),
}

PAYLOADS = [
    *("x.real", "x.__class__", "(1).__class__.__bases__", "().__class__", "x.y", "1..real", "pi.evalf()"),
    *(
        "__import__('os').system('true')",
        "__import__(x)",
        "os.system(x)",
        "numpy.os",
        "np",
        "eval(x)",
        "exec(x)",
    ),
    *("open(x)", "getattr(x, y)", "globals()", "locals()", "vars()", "dir()", "breakpoint()", "exit()"),
    *("x[0]", "x[0:1]", "[x]", "{x}", "{x: y}", "(x, y)", "x, y", "'x'", '"x"', "b'x'", "'''x'''", "f'{x}'"),
    *("lambda: x", "lambda x: x", "(lambda: 0)()", "x := 1", "(x := 1)", "[x for x in y]", "(x for x in y)"),
    *("x if y else 1", "x and y", "x or y", "not x", "x < y", "x == y", "x is y", "x in y", "~x", "x @ y"),
    *(
        "x & y",
        "x | y",
        "x << 9",
        "x >> 9",
        "x // y",
        "x % y",
        "x; y",
        "import os",
        "del x",
        "pass",
        "return x",
    ),
    *(
        "yield x",
        "(yield)",
        "await x",
        "async",
        "sin(x=1)",
        "sin(*x)",
        "sin(**x)",
        "max(x, *y)",
        "sin(x, y=1)",
    ),
    *("True", "False", "None", "...", "1j", "x*1J", "0x10", "0b1", "0o7", "0_1", "1e999", "-1e999", "1e-999"),
    *("inf", "nan", "oo", "zoo", "I", "E", "Symbol", "S", "N", "Integer", "Function", "lambdify", "sympify"),
    *("9**9**9", "9**9**9**9", "((9**8)**8)**8", "2**-99999", "x**99", "factorial(999999)", "gamma(x)"),
    *(
        "x\ny",
        "x\ry",
        "x\ty",
        "x\\\ny",
        "x # y",
        "x\x00",
        "\x00",
        "\ufeffx",
        "x\u2028y",
        "x\u00a0+ y",
        "\x1b[0m",
    ),
    *("х", "ｘ", "𝐱", "x٣", "٣", "x＋y", "sin（x）", "ſin(x)", "ﬁ", "\ud800", "x\u200by", "1\u0660"),
    *("(" * 100, ")" * 100, "(" * 100 + "x" + ")" * 100, "[" * 200, "-" * 199 + "x", "+" * 199 + "x"),
    *("~" * 150 + "x", "x**" * 60 + "x", "2**" * 66 + "2", "sin(" * 49 + "x" + ")" * 49, "x." * 99 + "x"),
    *("x" * 10_000, "(" * 1_000_000, "x+" * 500_000 + "x", "0" * 5_000, "9" * 5_000, "9" * 199, "." * 200),
    *("=cmd|' /C calc'!A0", "<script>", "$x$", "`x`", "x?y", "x!", "@x", "\\x", "%s", "{{x}}", "${x}"),
]


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_found_and_what_would_be_right_is_said(text):
    place, words = SLIPS[text]
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.position == place


@pytest.mark.parametrize("text", PAYLOADS, ids=lambda text: repr(text[:20]))
def test_no_payload_is_a_formula(text):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert 0 <= caught.value.position <= len(text)
    shown, caret = pointed(text, caught.value).split("\n")
    assert len(shown) <= 81
    assert caret.endswith("^")


@pytest.mark.parametrize("thing", [None, 3, b"x", ["x"], ast.parse("x")])
def test_only_text_is_read(thing):
    with pytest.raises(FormulaError, match="is a text"):
        parse(thing)


def test_the_caret_stands_below_the_place():
    text = "1 + foo(x)"
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert pointed(text, caught.value) == "1 + foo(x)\n    ^"
    far = "x + " * 25 + "foo(x)"
    with pytest.raises(FormulaError) as caught:
        parse(far)
    shown, caret = pointed(far, caught.value).split("\n")
    assert shown[len(caret) - 1 :] == "foo(x)"
    assert shown.startswith("…")


def test_parameters_are_names_and_keep_them():
    with pytest.raises(FormulaError, match="use x, y, k, pi, e"):
        parse("zzz*x", ["k"])
    f = parse("k*x**2", ["k"])
    assert Tape.of(f, parameters={"k": 3})(2.0, 0.0)[0] == 12
    assert latex(f, {"k": r"\kappa"}) == r"\kappa x^{2}"


# The value of a formula, once more, by other means: NumPy walks the text's syntax tree, with more digits.
NUMPY: dict[str, Any] = {name: getattr(np, name, None) for name in FUNCTIONS} | {
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "atan2": np.arctan2,
    "step": lambda t: np.where(np.isnan(t), np.nan, np.heaviside(t, 0.5)),
    "min": np.minimum,
    "max": np.maximum,
}
OPERATORS = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
}


def by_numpy(node, names, number):
    if isinstance(node, ast.BinOp):
        left, right = by_numpy(node.left, names, number), by_numpy(node.right, names, number)
        return OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp):
        inner = by_numpy(node.operand, names, number)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return NUMPY[node.func.id](*(by_numpy(argument, names, number) for argument in node.args))
    if isinstance(node, ast.Name):
        return names[node.id]
    assert isinstance(node, ast.Constant)
    return number(node.value)


NAMES = list(FUNCTIONS)


def written(rng, depth):
    """A formula at random. Depth 0 is a number or a name."""
    kind = rng.randrange(7) if depth else rng.randrange(2)
    if kind == 0:
        return rng.choice(["1", "2", "3", "0.5", "10", "2.25", "1e-3", "pi", "e"])
    if kind == 1:
        return rng.choice(["x", "y"])
    if kind == 2:
        name = rng.choice(NAMES)
        return f"{name}({', '.join(written(rng, depth - 1) for _ in range(FUNCTIONS[name]))})"
    if kind == 3:
        return f"({written(rng, depth - 1)})**{rng.choice(['2', '3', '-1', '(1/2)', '0.3', 'x', '8', '-y'])}"
    if kind == 4:
        return f"-{written(rng, depth - 1)}"
    operator = rng.choice(["+", "-", "*", "/", " + ", " - "])
    left, right = written(rng, depth - 1), written(rng, depth - 1)
    return f"({left}){operator}({right})" if kind == 5 else f"{left}{operator}{right}"


def test_the_value_is_numpys_own():
    rng = random.Random(1)
    x, y = np.meshgrid([-2.3, -1.0, -0.4, 0.0, 0.3, 1.0, 1.9], [-1.7, -0.2, 0.0, 0.6, 1.0, 2.4])
    exact = {"x": x.astype(np.longdouble), "y": y.astype(np.longdouble), "pi": np.pi, "e": np.e}
    plain = {"x": x, "y": y, "pi": np.pi, "e": np.e}
    compared = 0
    for _ in range(3000):
        text = written(rng, rng.randrange(1, 6))
        try:
            expression = parse(text)
        except FormulaError:
            continue
        (ours,) = Tape.of(expression)(x, y)
        tree = ast.parse(text, mode="eval").body
        with np.errstate(all="ignore"):
            theirs = np.broadcast_to(by_numpy(tree, plain, np.float64), x.shape)
            true = np.broadcast_to(by_numpy(tree, exact, np.longdouble), x.shape)
            finite = np.isfinite(theirs) & np.isfinite(true)
            allowed = 1e-12 * np.abs(true) + 1e3 * np.abs(theirs - true) + 1e-300
            close = np.abs(ours - theirs) <= allowed
        assert close[finite].all(), text
        compared += 1
    assert compared > 1500


LONG = [
    *("*".join(["x"] * 65), "/".join(["x"] * 65), "x**-y*" * 21 + "2", "**".join("xy" * 8)),
    *("(" * 15 + "x" + "**y)" * 15, "tan(x*y)*" * 16 + "y", "atan2(x,y)*" * 16 + "x", "x**y**x*" * 12 + "x"),
    *("sin(" * 15 + "x" + ")" * 15, "abs(" * 15 + "x" + ")" * 15, "tanh(x*" * 7 + "y" + ")" * 7),
    *("max(y," * 14 + "x*y" + ")" * 14, "atan2(y," * 14 + "x*y" + ")" * 14, "log(x)**log(y)*" * 12 + "x"),
    *("sqrt(x/y)*" * 19 + "x", "asin(x*y)/" * 19 + "2"),
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:20])
def test_the_longest_formulas_stay_short_tapes(text):
    expression = parse(text)
    assert len(Tape.of(*derivatives(expression)).ops) < 2500
    assert len(latex(expression)) < 10_000


@pytest.fixture
def nothing_may_run(monkeypatch):
    """Every way out of a formula is closed. `ast.parse` itself calls compile, but so that it only reads."""
    derive("atan2(x, y)**2.5 - max(x, 1)/step(y)")  # SymPy imports a part of itself when it is first needed
    compile_, import_ = builtins.compile, builtins.__import__

    def forbidden(*args, **kwargs):
        raise AssertionError(f"called with {args}")

    def only_reads(source, filename, mode, flags=0, *rest, **more):
        assert flags & ast.PyCF_ONLY_AST
        return compile_(source, filename, mode, flags, *rest, **more)

    def only_known(name, *rest):
        assert name in sys.modules or name.split(".")[0] in ("sympy", "mpmath") or rest[-1:] > (0,)
        assert name.split(".")[0] not in ("os", "subprocess", "socket", "builtins", "shutil")
        return import_(name, *rest)

    for name, replacement in {"compile": only_reads, "__import__": only_known}.items():
        monkeypatch.setattr(builtins, name, replacement)
    for name in ("eval", "exec", "open", "input", "breakpoint"):
        monkeypatch.setattr(builtins, name, forbidden)
    monkeypatch.setattr(os, "system", forbidden)


def derive(text):
    """All that the app does with an accepted formula. Whether it was one."""
    try:
        expression = parse(text)
    except FormulaError as error:
        if not 0 <= error.position <= len(text):
            raise AssertionError(f"{error} stands at {error.position} of {text!r}") from None
        pointed(text, error)
        return False
    try:
        Tape.of(*derivatives(expression))
    except TapeTooLong:
        raise AssertionError(f"a formula within the limits is too long for a tape: {text}") from None
    latex(expression)
    return True


PIECES = [*"xy0123456789.+-*/(), ", "**", "pi", "e", "e9", "e-9", *(f"{name}(" for name in FUNCTIONS)]
NOISE = [*map(chr, range(128)), *"²×π√хｘ٣🙂\u2028\ud800", *PAYLOADS[:90]]


def made_up(rng, count):
    """Soup of the language's own pieces, formulas with something foreign in them, and now and then a formula:
    these take ten times as long."""
    for n in range(count):
        if n % 24 < 20:
            yield "".join(rng.choices(PIECES, k=rng.randrange(1, 30)))
        elif n % 24 < 23:
            text = written(rng, rng.randrange(1, 4))
            for _ in range(rng.randrange(1, 4)):
                cut, end = sorted(rng.randrange(len(text) + 1) for _ in "ab")
                text = text[:cut] + rng.choice(NOISE) + text[min(end, cut + rng.randrange(3)) :]
            yield text
        else:
            yield written(rng, rng.randrange(1, 6))


def test_made_up_texts_are_formulas_or_slips_and_none_takes_long(nothing_may_run):
    rng = random.Random(7)
    accepted = 0
    for text in made_up(rng, FUZZ):
        begin = time.thread_time()
        accepted += derive(text)
        assert time.thread_time() - begin < 1, text
    assert accepted > FUZZ / 30


def test_the_closed_set_holds_without_the_first_reading(monkeypatch, nothing_may_run):
    """The second line of defence alone: trees of nodes that the scan would not have let through."""
    monkeypatch.setattr("optim_core.formula.scan", lambda *_: None)
    for text in PAYLOADS:
        try:
            expression = parse(text)
        except FormulaError:
            continue
        assert {str(symbol) for symbol in expression.free_symbols} <= {"x", "y"}, text  # 0x10, a bold x


def test_names_of_the_language_do_not_collide():
    names = [*FUNCTIONS, *formula_words.NUMBERS, *formula_words.VARIABLES]
    assert len(set(names)) == len(names)
    assert not set(formula_words.OTHER_NAMES) & set(names)
    assert all(a != b for a, b in pairwise(sorted(names)))
