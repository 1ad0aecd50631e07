"""A formula is shown as it was written, in LaTeX that reads the same."""

import pytest

from optim_core.formula import parse
from optim_core.typeset import latex


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("(1 - x)**2 + 100*y", r"\left(1 - x\right)^{2} + 100 y"),
        ("cos(2*pi*x) + e", r"\cos\left(2 \pi x\right) + e"),
        ("exp(-x)/2 - e**(-2*y)", r"\frac{e^{-x}}{2} - e^{-2 y}"),
        ("sqrt(x) + x**(1/3) - -y", r"\sqrt{x} + \sqrt[3]{x} + y"),
        ("sqrt(x)**3 + x**(3/2)", r"\sqrt{x}^{3} + x^{\frac{3}{2}}"),
        ("abs(y - 0.01*x**2)", r"\left|y - 0.01 x^{2}\right|"),
        ("floor(x) + sign(x) - step(x)", None),
        ("min(x, 1)*max(x, y)", r"\min\left(x, 1\right) \max\left(x, y\right)"),
        ("asin(x) + atan2(y, x)", r"\arcsin\left(x\right) + \operatorname{atan2}\left(y, x\right)"),
        ("sin(x)**2 + 1/sin(x)", r"\sin^{2}\left(x\right) + \frac{1}{\sin\left(x\right)}"),
        ("1/3*x/y**2", r"\frac{x}{3 y^{2}}"),
        ("x/y/(x + y)", r"\frac{x}{y \left(x + y\right)}"),
        ("x**-2 + (x/y)**2", r"\frac{1}{x^{2}} + \left(\frac{x}{y}\right)^{2}"),
        ("2/3 - 2/3*x", r"\frac{2}{3} - \frac{2 x}{3}"),
        ("2*3*x*2*2**y", r"2 \cdot 3 x \cdot 2 \cdot 2^{y}"),
        ("1e-5*x + 2.5e20*y + 1e7", r"10^{-5} x + 2.5 \cdot 10^{20} y + 10000000"),
        ("-2*x*-y", r"-2 x \left(-y\right)"),
        ("-(x + y) + (x - y) - (x*y)", r"-\left(x + y\right) + \left(x - y\right) - x y"),
        ("x - (y - 1) - 3", r"x - \left(y - 1\right) - 3"),
        ("-x**2 + (-x)**2", r"-x^{2} + \left(-x\right)^{2}"),
        ("(x**y)**x", r"\left(x^{y}\right)^{x}"),
        ("(1/2)**x*-1", r"\left(\frac{1}{2}\right)^{x} \left(-1\right)"),
    ],
)
def test_a_formula_is_shown_as_it_was_written(text, set_as):
    assert latex(parse(text)) == (
        set_as
        or r"\left\lfloor x\right\rfloor + \operatorname{sign}\left(x\right)"
        r" - \operatorname{step}\left(x\right)"
    )


def test_parameters_have_symbols():
    assert latex(parse("k*x**2", ["k"]), {"k": r"\kappa"}) == r"\kappa x^{2}"
