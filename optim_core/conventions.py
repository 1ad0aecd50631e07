"""Rules that write one idea in several ways, and which settings of one mean the same in another."""

from dataclasses import dataclass

from optim_core.catalogue import OPTIMIZERS
from optim_core.types import Optimizer


@dataclass(frozen=True)
class Equivalent:
    """Another convention of a rule's idea, at the settings that mean the same there."""

    rule: Optimizer
    settings: dict[str, float]
    exact: bool  # the same path, or nearly so
    difference: str  # what sets the two apart


def equivalents(rule: Optimizer, settings: dict[str, float]) -> list[Equivalent]:
    """The other conventions of a rule at these of its settings; most rules have none.

    >>> [other] = equivalents(OPTIMIZERS["momentum"], {"lr": 0.01, "mu": 0.9})
    >>> other.rule.name, f"{other.settings['lr']:g}", other.exact
    ('Momentum, moving average', '0.1', True)
    """
    found = []
    if mine := rule.convention:
        found.append(Equivalent(OPTIMIZERS[mine.of], mine.there(**settings), mine.exact, mine.difference))
    for other in OPTIMIZERS.values():
        if (theirs := other.convention) and theirs.of == rule.id:
            found.append(Equivalent(other, theirs.here(**settings), theirs.exact, theirs.difference))
    return [each for each in found if _legal(each)]


def _legal(each: Equivalent) -> bool:
    """Of extreme settings there may be no equivalent."""
    try:
        return bool(each.rule.settings(**each.settings))
    except ValueError:
        return False
