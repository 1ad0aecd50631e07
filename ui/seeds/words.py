"""What many seeds say: what a seed decides, what to take away, and each chart as text."""

import numpy as np

from optim_core.experiment import Experiment
from optim_core.measure import goal
from optim_core.run import setup_of
from optim_core.sweep.chance import decided_by_seed
from optim_core.sweep.compare import FEWEST, judged, sign_test, wins
from optim_core.sweep.seeds import SeedsResult
from ui.compared import leading, listed, order, sentence
from ui.written import percent

LUCK = 0.05  # below this share of coin tosses we speak of more than luck


def chance(experiment: Experiment) -> str:
    """What another seed would change."""
    return f"Another seed decides anew {listed(decided_by_seed(experiment))}."


def curves_title(result: SeedsResult) -> str:
    return sentence(leading(result))


def ends_title(result: SeedsResult) -> str:
    """Who arrives how often."""
    surface = setup_of(result.experiment).surface
    if surface.lowest is None:
        return "Where the races end"
    there, seeds = goal(surface), len(result.seeds)
    counts = np.isfinite(result.arrived).sum(axis=1)
    names = result.experiment.names
    always = [name for name, count in zip(names, counts, strict=True) if count == seeds]
    others = [(name, int(count)) for name, count in zip(names, counts, strict=True) if count < seeds]
    if not others:
        return f"{'Every racer' if len(names) > 1 else listed(always)} comes {there} with every seed"
    if not counts.any():
        return f"No racer comes {there}" if len(names) > 1 else f"{listed([*names])} never comes {there}"
    rare = ", ".join(f"{name} with {count or 'none'} of {seeds}" for name, count in others[:3])
    more = f" and {len(others) - 3} more not with all" if len(others) > 3 else ""
    if not always:
        return f"Who comes {there}: {rare} seeds{more}"
    verb = "comes" if len(always) == 1 else "come"
    return f"{listed(always)} {verb} {there} with every seed, {rare}{more}"


def ends_alt(result: SeedsResult) -> str:
    """The map as text: the box in which each racer ends."""
    x, y = result.coordinates
    parts = []
    for i, name in enumerate(result.experiment.names):
        (x0, y0), (x1, y1) = result.ends[i].min(axis=0), result.ends[i].max(axis=0)
        parts.append(f"{name} ends between {x} = {x0:.5g} and {x1:.5g}, {y} = {y0:.5g} and {y1:.5g}.")
    return " ".join([f"Contour map with the ends of {len(result.seeds)} races for each racer.", *parts])


def duels(result: SeedsResult) -> list[str]:
    """The one with the best median against each of the others, a sentence each."""
    values, names = judged(result, "gap"), result.experiment.names
    best, *others = order(result)
    won = wins(values)
    return [
        duel(names[best], names[i], int(won[best, i]), int(won[i, best]), len(result.seeds)) for i in others
    ]


def duel(one: str, other: str, wins: int, losses: int, seeds: int) -> str:
    """ "Adam was ahead of SGD with 17 of 20 seeds: …"."""
    if wins + losses == 0:
        return f"{one} and {other} end equally low with every seed."
    draws = seeds - wins - losses
    tied = f" ({draws} {'draw' if draws == 1 else 'draws'})" if draws else ""
    said = f"{one} was ahead of {other} with {wins} of {seeds} seeds{tied}: "
    if seeds < FEWEST:
        return f"{said}too few seeds to tell that from luck."
    p = sign_test(wins, losses)
    if p > LUCK:
        return f"{said}fair coins fall as one-sidedly in {percent(p)} of cases, so that may be luck."
    rare = percent(p, 1) if p >= 0.001 else "less than 0.1 %"
    return f"{said}fair coins fall as one-sidedly in {rare} of cases. That is more than luck."
