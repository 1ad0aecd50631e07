"""A learning rate that suits each racer on the surface it is on: the best of a ladder of them."""

from copy import deepcopy

import numpy as np

from optim_core import engine
from optim_core.experiment import Experiment, Racer
from optim_core.history import History, Status
from optim_core.setup import Setup, set_up

PER_DECADE = 6
BELOW = 100  # so many times smaller than the interesting rates are tried too: some surfaces are that steep
LONGEST = 500  # epochs of a try
FLOOR = 1e-12  # of the first gap; who is lower has arrived, and how much lower does not count


def suited(experiment: Experiment) -> Experiment:
    """The same experiment with every learning rate replaced by the best of those tried.

    The ladder goes over the interesting range of the racer's learning rate and somewhat below, by equal
    factors and in two digits. Best is the smallest mean log10 gap over at most 500 epochs; on a surface
    without a lowest point, the lowest mean height of those who stay in its window for a third of them.
    """
    setup = set_up(experiment.problem, experiment.seed, experiment.start)
    short = experiment.model_copy(update={"epochs": min(experiment.epochs, LONGEST)})
    racers = tuple(_suited_racer(short, racer, setup) for racer in experiment.racers)
    return experiment.model_copy(update={"racers": racers})


def ladder(racer: Racer) -> list[float]:
    """The learning rates to try, the smallest first."""
    low, high = racer.rule.hypers["lr"].slider
    low, high = np.log10(low / BELOW), np.log10(high)
    count = round((high - low) * PER_DECADE) + 1
    return [float(f"{rate:.1e}") for rate in np.logspace(low, high, count)]


def _suited_racer(experiment: Experiment, racer: Racer, setup: Setup) -> Racer:
    ground = setup.surface.ground(experiment.epochs, experiment.batch_of(racer), deepcopy(setup.rng))
    tries = [racer.model_copy(update={"hypers": {**racer.hypers, "lr": rate}}) for rate in ladder(racer)]
    histories = [engine.descend(experiment, each, setup, ground) for each in tries]
    scores = [_score(history, setup) for history in histories]
    return tries[int(np.argmin(scores))]


def _score(history: History, setup: Setup) -> float:
    """The lower, the better."""
    gaps = history.gaps[:, 0]
    if setup.surface.lowest is None:
        third = slice(1, max(2, history.steps // 3))
        low, high = np.transpose(setup.surface.window)
        inside = ((history.path[third] >= low) & (history.path[third] <= high)).all()
        return float(gaps[third].mean()) if inside else np.inf
    if history.status in (Status.DIVERGED, Status.UNDEFINED):
        return np.inf
    return float(np.log10(np.maximum(np.abs(gaps), FLOOR * max(gaps[0], 1e-300))).mean())
