"""The working of one step: a rule's own source, line by line, and what every line comes to.

Nothing is written twice: the lines are read from the source that runs, and their values come from the very
same source, compiled to hand out its local names instead of returning.
"""

import ast
import inspect
import textwrap
import tokenize
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

import numpy as np

from optim_core.types import Array, Optimizer

NEXT = "x_next"
"""The name of the last line: the parameter after the step."""


@dataclass(frozen=True)
class Line:
    """One line of working: a name, what is computed for it, and what it means."""

    name: str
    expression: ast.expr
    meaning: str  # the comment beside it, "" if there is none
    row: int  # of the source, counted from 0


@dataclass(frozen=True)
class Source:
    """A straight-line function: its text without the docstring, and its lines of working in order."""

    text: str
    parameters: tuple[str, ...]
    lines: tuple[Line, ...]


def rule_source(rule: Optimizer) -> Source:
    """The source of a rule's step. What a line means is said beside the field of its State."""
    return _rule_source(rule.step, rule.State)


@cache
def _rule_source(step: Callable[..., Any], state: type) -> Source:
    source = function_source(step)
    fields = {node.target.id: comment for node, comment in _fields(state)}
    lines = [Line(one.name, one.expression, fields.get(one.name, ""), one.row) for one in source.lines]
    return Source(source.text, source.parameters, (*lines, _move(step)))


@cache
def function_source(function: Callable[..., Any]) -> Source:
    """The source of a function of assignments and one return."""
    text, tree = _parsed(function)
    comments = _comments(text)
    rows = text.splitlines()
    lines = [
        Line(target.id, value, comments.get(target.lineno, ""), target.lineno - 1)
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target, value in _assignments(statement)
    ]
    return Source("\n".join(rows), tuple(arg.arg for arg in tree.args.args), tuple(lines))


def working(rule: Optimizer, x: Array, g: Array, t: Array, s: Any, **hypers: Any) -> dict[str, Array]:
    """Every name that a step of the rule assigns, and NEXT; elementwise, so for many steps at once.

    >>> from optim_core.catalogue import OPTIMIZERS
    >>> momentum = OPTIMIZERS["momentum"]
    >>> working(momentum, 1.0, 2.0, 1, momentum.init(1.0), lr=0.25, mu=0.5)
    {'b': 2.0, 'x_next': 0.5}
    """
    with np.errstate(all="ignore"):  # what a branch computes and does not use may overflow
        return _handing_out(rule.step)(x, g, t, s, **hypers)


def values(function: Callable[..., Any], **arguments: Any) -> dict[str, Array]:
    """Every name that a straight-line function assigns."""
    return {name: value for name, value in _handing_out(function)(**arguments).items() if name != NEXT}


@cache
def _handing_out(function: Callable[..., Any]) -> Callable[..., dict[str, Array]]:
    """The function as it stands, but for its return: that gives all names it assigned."""
    _, tree = _parsed(function)
    names = [
        target.id for node in tree.body if isinstance(node, ast.Assign) for target, _ in _assignments(node)
    ]
    returned = _returned(tree)
    pairs = {**{name: ast.Name(name, ast.Load()) for name in names}, NEXT: returned.elts[0]}
    everything = ast.Dict([ast.Constant(name) for name in pairs], list(pairs.values()))
    tree.body[-1] = ast.Return(everything)
    module = ast.fix_missing_locations(ast.Module([tree], []))
    scope = dict(function.__globals__)
    exec(compile(module, inspect.getfile(function), "exec"), scope)  # our own source, nobody else's
    return scope[function.__name__]


def _parsed(function: Callable[..., Any]) -> tuple[str, ast.FunctionDef]:
    """Text and tree of a function, both without its docstring."""
    text = textwrap.dedent(inspect.getsource(function))
    tree = _function(text)
    if ast.get_docstring(tree) is not None:
        said, rows = tree.body[0], text.splitlines()
        text = "\n".join(rows[: said.lineno - 1] + rows[said.end_lineno :])
        tree = _function(text)
    return text, tree


def _function(text: str) -> ast.FunctionDef:
    [tree] = ast.parse(text).body
    assert isinstance(tree, ast.FunctionDef)
    return tree


def _returned(tree: ast.FunctionDef) -> ast.Tuple:
    last = tree.body[-1]
    assert isinstance(last, ast.Return)
    assert isinstance(last.value, ast.Tuple)
    return last.value


def _move(step: Callable[..., Any]) -> Line:
    """The line that a rule returns first: where it goes."""
    _, tree = _parsed(step)
    moved = _returned(tree).elts[0]
    return Line(NEXT, moved, "where it goes", moved.lineno - 1)


def _assignments(statement: ast.Assign) -> list[tuple[ast.Name, ast.expr]]:
    """The names of an assignment with what each gets; `a, b = 1, 2` are two."""
    [target] = statement.targets
    if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
        pairs = list(zip(target.elts, statement.value.elts, strict=True))
    else:
        pairs = [(target, statement.value)]
    return [(name, value) for name, value in pairs if isinstance(name, ast.Name)]


def _comments(text: str) -> dict[int, str]:
    """The comment at the end of each row, by the row's number from 1."""
    tokens = tokenize.generate_tokens(StringIO(text).readline)
    return {
        token.start[0]: token.string.removeprefix("#").strip()
        for token in tokens
        if token.type == tokenize.COMMENT and token.line.strip() != token.string
    }


def _fields(state: type) -> list[tuple[Any, str]]:
    """The fields of a State as its source declares them, each with the comment beside it."""
    text = textwrap.dedent(inspect.getsource(state))
    [tree] = ast.parse(text).body
    comments = _comments(text)
    assert isinstance(tree, ast.ClassDef)
    declared = [node for node in tree.body if isinstance(node, ast.AnnAssign)]
    return [(node, comments.get(node.lineno, "")) for node in declared]
