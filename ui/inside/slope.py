"""Where a gradient comes from that is no mean squared error's: lines of working for both coordinates."""

import ast
from typing import Any

from optim_core.kinds import Kind
from optim_core.problems.linear_regression import Choice
from optim_core.surfaces import FormulaChoice, SurfaceChoice
from ui.inside.notation import numbers, partial, pieces, symbol, symbols

Line = dict[str, Any]


def slope_lines(problem: Kind) -> list[list[Line]]:
    """The slopes of a surface, and the noise on them if there is any."""
    from optim_core.slopes import slopes  # here: SymPy is loaded when a formula is first used

    if isinstance(problem, SurfaceChoice):
        formula, parameters = problem.surface.formula, problem.surface.parameters
        latex = {name: hyper.symbol for name, hyper in parameters.items()}
    else:
        assert isinstance(problem, FormulaChoice)
        formula, latex = problem.text, {}
    found = slopes(formula, tuple(latex)) or (None, None)
    name = "full" if problem.noise else "g"
    slope = [_slope_line(name, axis, expression, latex) for axis, expression in zip("xy", found, strict=True)]
    return [slope, [_noisy(axis) for axis in "xy"]] if problem.noise else [slope]


def _slope_line(name: str, axis: str, expression: ast.expr | None, latex: dict[str, str]) -> Line:
    """A slope with its formula, if that can be read; else only what it comes to."""
    own = {"x": "x", "y": "y", "e": "e", **latex}
    head = partial(axis) if name == "full" else f'{symbol(f"g_{axis}")}<mo form="infix">=</mo>{partial(axis)}'
    return {
        "name": name,
        "symbol": f"<math>{head}</math>",
        "symbols": [] if expression is None else pieces(expression, symbols(own)),
        "numbers": _only(name) if expression is None else pieces(expression, _number),
        "meaning": f"slope of the surface in the direction of {axis}",
        "row": None,
    }


def _number(name: str, guard: str) -> str:
    return "<mi>e</mi>" if name == "e" else numbers(f"at.{name}", guard)


def _noisy(axis: str) -> Line:
    sum = ast.parse("full + noise", mode="eval").body
    both = {"full": partial(axis), "noise": "<mtext>noise</mtext>"}
    return {
        "name": "g",
        "symbol": f"<math>{symbol(f'g_{axis}')}</math>",
        "symbols": pieces(sum, lambda name, guard: both[name]),
        "numbers": pieces(sum, numbers),
        "meaning": "what this step is told of it",
        "row": None,
    }


def row_lines(problem: Kind) -> list[Line]:
    """The slopes of an absolute or a Huber loss: averages over rows, which have no short cut."""
    assert isinstance(problem, Choice)
    e = "<msub><mi>e</mi><mi>i</mi></msub>"
    if problem.loss == "mae":
        pull, how = f"<mi>sign</mi><mo>(</mo>{e}<mo>)</mo>", "only the sign counts"
    else:
        pull = f"<mi>clip</mi><mo>(</mo>{e}<mo>,</mo><mo form='prefix'>±</mo><mi>δ</mi><mo>)</mo>"
        how = f"what lies within ±δ = {problem.delta:g} counts"
    weights = {"m": "<msub><mi>x</mi><mi>i</mi></msub><mo>·</mo>", "b": ""}
    return [
        {
            "name": "g",
            "symbol": f"<math>{symbol(f'g_{axis}')}</math>",
            "symbols": [f'<math><mrow class="inside-mean">{weight}{pull}</mrow></math>'],
            "numbers": _only("g"),
            "meaning": f"of eᵢ = m·xᵢ + b − yᵢ, each row's error, {how}; averaged over the batch"
            + (", each row weighted with its x" if weight else ""),
            "row": None,
        }
        for axis, weight in weights.items()
    ]


def _only(name: str) -> list[str]:
    """What a line comes to, with nothing before it."""
    return [f'<math displaystyle="true">{numbers(name, "")}</math>']
