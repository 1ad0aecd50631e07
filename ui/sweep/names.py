"""What settings are called where there is little room, and their values as they are read."""

from collections.abc import Mapping

from optim_core.racer import Racer
from optim_core.sweep.axes import BATCH_SIZE
from ui.inside.notation import GREEK
from ui.written import number

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def short(racer: Racer, name: str) -> str:
    """ "learning rate", "β₁", "batch size"."""
    if name == BATCH_SIZE:
        return "batch size"
    return racer.rule.hypers[name].name if name == "lr" else letter(racer.rule.hypers[name].symbol)


def long(racer: Racer, name: str) -> str:
    """With what it means: "decay of the first moment β₁"."""
    if name == BATCH_SIZE:
        return "batch size, rows"
    hyper = racer.rule.hypers[name]
    return f"{hyper.name} {letter(hyper.symbol)}"


def letter(latex: str) -> str:
    r"""A declared symbol in plain letters.

    >>> letter(r"\beta_1"), letter(r"\epsilon"), letter(r"\varphi")
    ('β₁', 'ε', 'φ')
    """
    base, _, below = latex.removeprefix("\\").partition("_")
    return GREEK.get(base, base) + below.translate(_SUBSCRIPTS)


def settings(racer: Racer, values: Mapping[str, float]) -> str:
    """ "learning rate 180, β₁ 0.8"."""
    return ", ".join(f"{short(racer, name)} {number(value, 3)}" for name, value in values.items())
