"""The words of the formula language, and a first reading of a text that finds what is not among them.

Every slip is answered with its place and with what would be right. What passes holds only numbers, known
names, + - * / **, brackets and commas between values: no text that gets past here can mean anything else.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import NamedTuple

LONGEST = 200  # characters

FUNCTIONS = {  # how many values each takes
    "sin": 1,
    "cos": 1,
    "tan": 1,
    "asin": 1,
    "acos": 1,
    "atan": 1,
    "atan2": 2,
    "sinh": 1,
    "cosh": 1,
    "tanh": 1,
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "abs": 1,
    "sign": 1,
    "floor": 1,
    "step": 1,
    "min": 2,
    "max": 2,
}
NUMBERS = ("pi", "e")
VARIABLES = ("x", "y")

LARGEST_NUMBER, SMALLEST_NUMBER = 1e100, 1e-100

OTHER_NAMES = {  # what others call it
    "ln": "log",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arctan2": "atan2",
    "tg": "tan",
    "sgn": "sign",
    "heaviside": "step",
    "fabs": "abs",
    "pow": "**",
    "minimum": "min",
    "maximum": "max",
}
HINTS = {
    "f": "write only what f(x, y) equals",
    "z": "a formula is in x and y",
    "i": "only real numbers are known",
    "j": "only real numbers are known",
    "np": "write sin(x), not np.sin(x)",
    "numpy": "write sin(x), not numpy.sin(x)",
    "math": "write sin(x), not math.sin(x)",
}
OTHER_SIGNS = {
    "^": "powers are written `**`, as in x**2",
    "²": "powers are written `**`, as in x**2",
    "³": "powers are written `**`, as in x**3",
    "·": "multiplication is written `*`",
    "×": "multiplication is written `*`",
    "−": "minus is written `-`",
    "–": "minus is written `-`",
    "÷": "division is written `/`",
    "√": "roots are written sqrt(x)",
    "π": "it is written pi",
    "|": "an absolute value is written abs(x)",
    "[": "use round brackets: ( )",
    "]": "use round brackets: ( )",
    "{": "use round brackets: ( )",
    "}": "use round brackets: ( )",
    "=": "write only what f(x, y) equals",
    "<": "comparisons have no value; step(x) is 0 for x below 0 and 1 above",
    ">": "comparisons have no value; step(x) is 0 for x below 0 and 1 above",
    "%": "the remainder of x/2 is x - 2*floor(x/2)",
    ".": "a dot stands only in numbers, as in 1.5",
}

TOKEN = re.compile(
    r"(?P<number>(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign>\*\*|//|[-+*/(),])|(?P<space> +)|(?P<other>.)",
    re.DOTALL,
)


class FormulaError(ValueError):
    """What is wrong with a formula, what would be right, and at which character (from 0)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Token(NamedTuple):
    kind: str  # "number", "name" or "sign"
    text: str
    position: int


def scan(text: str, parameters: Collection[str] = ()) -> None:
    """Read the text from left to right. FormulaError at the first slip."""
    if len(text) > LONGEST:
        raise FormulaError(f"at most {LONGEST} characters are read; this has {len(text):,}", LONGEST)
    if not text.strip():
        raise FormulaError("type a formula in x and y, such as x**2 + y**2", 0)
    values = [*VARIABLES, *parameters, *NUMBERS]
    brackets: list[tuple[Token, bool]] = []  # those still open, and whether a function's
    before: Token | None = None
    for token in _tokens(text):
        if token.kind == "name":
            _known(token, values)
        if before and before.text in FUNCTIONS and token.text != "(":
            raise _needs_brackets(before)
        if _ends_value(before):
            _after_value(before, token, brackets)
        else:
            _before_value(before, token, brackets)
        if token.text == "(":
            brackets.append((token, bool(before) and before.text in FUNCTIONS))
        elif token.text == ")":
            brackets.pop()
        before = token
    if before and before.text in FUNCTIONS:
        raise _needs_brackets(before)
    if not _ends_value(before):
        raise FormulaError("a value is missing at the end", len(text.rstrip()))
    if brackets:
        raise FormulaError("this bracket is never closed: a `)` is missing", brackets[-1][0].position)


def _tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        token = Token(match.lastgroup or "", match[0], match.start())
        if token.kind == "other":
            raise _stranger(token)
        if token.text == "//":
            raise FormulaError("`//` is not known here; write floor(x/2)", token.position)
        if token.kind == "number":
            _fits(token)
        if token.kind != "space":
            yield token


def _stranger(token: Token) -> FormulaError:
    shown = f"`{token.text}`" if token.text.isprintable() else f"the character U+{ord(token.text):04X}"
    if not token.text.isascii() and token.text.isalpha() and token.text not in OTHER_SIGNS:
        shown += f" ({unicodedata.name(token.text, 'no Latin letter').lower()})"
    hint = OTHER_SIGNS.get(
        token.text, "a formula is made of x, y, numbers, + - * / **, brackets and functions"
    )
    return FormulaError(f"{shown} is not known here; {hint}", token.position)


def _fits(token: Token) -> None:
    """Is the number written as a number is, and of a size to work with?"""
    if "_" in token.text:
        raise FormulaError("numbers are written without `_`", token.position)
    if re.match("0[0-9]", token.text):
        raise FormulaError("only 0 itself and numbers such as 0.5 begin with 0", token.position)
    size = float(token.text)
    zero = not re.match(r"[0.]*[1-9]", token.text)
    if not (zero or SMALLEST_NUMBER <= size <= LARGEST_NUMBER):
        bounds = f"{SMALLEST_NUMBER:g} to {LARGEST_NUMBER:g}"
        raise FormulaError(f"numbers are 0 or from {bounds} in size", token.position)


def _known(token: Token, values: Collection[str]) -> None:
    """Names are x, y, pi, e, the parameters and the functions; for others, guess what was meant."""
    if token.text in values or token.text in FUNCTIONS:
        return
    names = [*FUNCTIONS, *values]
    low = token.text.lower()
    close = [low] if low in names else get_close_matches(low, names, n=1, cutoff=0.6)
    meant = OTHER_NAMES.get(low) or ("*".join(low) if set(low) <= set("xy") else next(iter(close), None))
    if low in HINTS:
        hint = HINTS[low]
    elif meant:
        hint = f"did you mean {meant}?"
    else:
        hint = f"use {', '.join(values)} or one of {', '.join(FUNCTIONS)}"
    raise FormulaError(f"`{token.text}` is not known here; {hint}", token.position)


def _needs_brackets(function: Token) -> FormulaError:
    example = ", ".join("xy"[: FUNCTIONS[function.text]])
    return FormulaError(
        f"{function.text} needs brackets after it, as in {function.text}({example})", function.position
    )


def _ends_value(token: Token | None) -> bool:
    """Could an operator follow?"""
    return token is not None and (token.kind != "sign" or token.text == ")")


def _before_value(before: Token | None, token: Token, brackets: list) -> None:
    """Where a value should begin: a number, a name, a bracket, or a sign in front of one."""
    if token.kind != "sign" or token.text in ("(", "+", "-"):
        return
    if token.text == ")" and not brackets:
        raise FormulaError("this bracket closes nothing: a `(` is missing before it", token.position)
    if before and before.text == "(" and token.text == ")":
        raise FormulaError("there is nothing between these brackets", before.position)
    raise FormulaError(f"a value is missing before `{token.text}`", token.position)


def _after_value(before: Token | None, token: Token, brackets: list) -> None:
    """Where an operator should come, or the end of a bracket."""
    if before is None or (before.text in FUNCTIONS and token.text == "("):
        return
    if token.kind != "sign" or token.text == "(":
        raise FormulaError(_missing_operator(before, token), token.position)
    if token.text == ")" and not brackets:
        raise FormulaError("this bracket closes nothing: a `(` is missing before it", token.position)
    if token.text == "," and not (brackets and brackets[-1][1]):
        raise FormulaError(
            "a comma stands only between the values of a function; decimals take a point, as in 1.5",
            token.position,
        )


def _missing_operator(before: Token, token: Token) -> str:
    right = f"{token.text}…" if token.text == "(" or token.text in FUNCTIONS else token.text
    left = "…)" if before.text == ")" else before.text
    return f"an operator is missing before `{token.text}`; to multiply, write {left}*{right}"
