"""A learning rate that suits each racer on the surface it is on: the best of a ladder of them."""

from copy import deepcopy

import numpy as np

from optim_core import engine
from optim_core.experiment import Experiment
from optim_core.history import History, Status
from optim_core.landscape import Window
from optim_core.racer import Racer
from optim_core.run import setup_of
from optim_core.setup import Setup

PER_DECADE = 6
BELOW = 100  # so many times smaller than the interesting rates are tried too: some surfaces are that steep
LONGEST = 500  # epochs of a try
FLOOR = 1e-12  # of the first gap; who is lower has arrived, and how much lower does not count


def suited(experiment: Experiment) -> Experiment:
    """The same experiment with every learning rate replaced by the best of those tried.

    The ladder goes over the interesting range of the racer's learning rate and somewhat below, by equal
    factors and in two digits, and goes on above as long as its highest is the best: slopes of a mean
    absolute error are small however far the way is. Best is who comes down early, for good, and in sight:
    of those who stay in the surface's window, the smallest mean log10 of the gap that is not exceeded
    again, over at most 500 epochs; on a surface without a lowest point, the lowest mean height over a third
    of them. If nobody stays in the window, whoever does not diverge counts.
    """
    setup = setup_of(experiment)
    short = experiment.model_copy(update={"epochs": min(experiment.epochs, LONGEST)})
    racers = tuple(_suited_racer(short, racer, setup) for racer in experiment.racers)
    return experiment.model_copy(update={"racers": racers})


def ladder(racer: Racer) -> list[float]:
    """The learning rates that are always tried, the smallest first."""
    low, high = racer.rule.hypers["lr"].slider
    return [_rung(racer, k) for k in range(round(np.log10(high / low * BELOW) * PER_DECADE) + 1)]


def _rung(racer: Racer, k: int) -> float:
    low, _ = racer.rule.hypers["lr"].slider
    return float(f"{low / BELOW * 10 ** (k / PER_DECADE):.1e}")


def _suited_racer(experiment: Experiment, racer: Racer, setup: Setup) -> Racer:
    ground = setup.surface.ground(experiment.epochs, experiment.batch_of(racer), deepcopy(setup.rng))
    window, third = setup.surface.window, max(2, experiment.epochs // 3)

    def score(rate: float) -> tuple[bool, float]:
        history = engine.descend(experiment, _at(racer, rate), setup, ground)
        return _score(history, setup, window, third)

    rates = ladder(racer)
    scores = [score(rate) for rate in rates]
    while scores.index(min(scores)) == len(rates) - 1:
        rates.append(_rung(racer, len(rates)))
        scores.append(score(rates[-1]))
    return _at(racer, rates[scores.index(min(scores))])


def _at(racer: Racer, rate: float) -> Racer:
    return racer.model_copy(update={"hypers": {**racer.hypers, "lr": rate}})


def _score(history: History, setup: Setup, window: Window, third: int) -> tuple[bool, float]:
    """Does it leave the window, and how low is it? The lower, the better. third: of the steps, where
    there are no epochs."""
    gaps = history.gaps[:, 0]
    low, high = np.transpose(window)
    start = history.path[0]
    endless = setup.surface.lowest is None
    path = history.path[:third] if endless else history.path
    leaves = not ((path >= np.minimum(low, start)) & (path <= np.maximum(high, start))).all()
    if endless:
        stays = history.steps >= third and not leaves
        return not stays, float(gaps[:third].mean()) if stays else np.inf
    if history.status in (Status.DIVERGED, Status.UNDEFINED):
        return True, np.inf
    lasting = np.maximum.accumulate(np.abs(gaps)[::-1])
    return leaves, float(np.log10(np.maximum(lasting, FLOOR * max(gaps[0], 1e-300))).mean())
