"""The working of a step: every line of the source, and the very numbers the rule computes."""

import ast

import numpy as np
import pytest

from optim_core.catalogue import OPTIMIZERS
from optim_core.working import NEXT, function_source, rule_source, working

every_rule = pytest.mark.parametrize("rule", OPTIMIZERS.values(), ids=OPTIMIZERS)


@every_rule
def test_a_name_is_assigned_once_and_never_a_name_that_was_given(rule):
    """Else a line could not be shown with the numbers it had: a name would have two."""
    source = rule_source(rule)
    names = [line.name for line in source.lines]
    assert len(set(names)) == len(names)
    assert not set(names) & set(source.parameters)


@every_rule
def test_the_lines_are_all_of_the_source(rule):
    source = rule_source(rule)
    [function] = ast.parse(source.text).body
    assert isinstance(function, ast.FunctionDef)
    *assignments, last = function.body
    assert all(isinstance(statement, ast.Assign) for statement in assignments)
    assert isinstance(last, ast.Return)
    rows = source.text.splitlines()
    for line in source.lines:
        if line.name == NEXT:
            assert rows[line.row].strip().startswith("return ")
            assert ast.unparse(line.expression) in ast.unparse(last)
        else:
            assert line.name in rows[line.row].split(" = ")[0]
    assert len(source.lines) >= len(assignments) + 1
    assert '"""' not in source.text


@every_rule
def test_every_field_of_the_state_is_a_line_with_a_meaning(rule):
    meanings = {line.name: line.meaning for line in rule_source(rule).lines}
    for field in rule.State._fields:
        assert meanings[field], field


@every_rule
def test_the_numbers_are_those_of_the_rule(rule):
    """Step by step for numbers, and for all steps at once as arrays."""
    hypers = rule.settings(lr=0.1)
    gradients = np.random.RandomState(5).normal(size=(40, 2))
    x, s = np.array([1.0, -2.0]), rule.init(np.array([1.0, -2.0]))
    before, steps = [], []
    for t, g in enumerate(gradients, start=1):
        shown = working(rule, x, g, t, s, **hypers)
        before.append((x, s))
        x, s = rule.step(x, g, t, s, **hypers)
        np.testing.assert_array_equal(shown[NEXT], x)
        for field in rule.State._fields:
            np.testing.assert_array_equal(shown[field], getattr(s, field))
        steps.append(shown)
    together = working(
        rule,
        np.array([x for x, _ in before]),
        gradients,
        np.arange(1.0, 41)[:, None],
        rule.State(*np.array([s for _, s in before]).swapaxes(0, 1)),
        **hypers,
    )
    for name, values in together.items():
        alone = [np.broadcast_to(step[name], 2) for step in steps]
        np.testing.assert_allclose(np.broadcast_to(values, (40, 2)), alone, rtol=1e-10)


def two_at_once(a, b):
    """More than a rule has: lines without a State, and two in a row."""
    total, half = a + b, a / 2  # two of them
    # a comment of its own says nothing about a line
    product = total * half
    return product, half


def test_comments_are_meanings_where_they_stand_beside_a_line():
    source = function_source(two_at_once)
    assert [(line.name, line.meaning, line.row) for line in source.lines] == [
        ("total", "two of them", 1),
        ("half", "two of them", 1),
        ("product", "", 3),
    ]
