"""A learning rate that suits each racer on the surface it is on: the best of a ladder of them."""

from copy import deepcopy

import numpy as np

from optim_core import engine
from optim_core.experiment import Experiment, Racer
from optim_core.setup import Setup, set_up

PER_DECADE = 6
FLOOR = 1e-12  # of the first gap; who is lower has arrived, and how much lower does not count


def suited(experiment: Experiment) -> Experiment:
    """The same experiment with every learning rate replaced by the best of those tried.

    The ladder goes over the interesting range of the racer's learning rate by equal factors, and two
    digits. Best is the smallest mean log10 gap over the whole run; on a surface without a lowest
    point, the rate that stays longest within its window.
    """
    setup = set_up(experiment.problem, experiment.seed, experiment.start)
    racers = tuple(_suited_racer(experiment, racer, setup) for racer in experiment.racers)
    return experiment.model_copy(update={"racers": racers})


def ladder(racer: Racer) -> list[float]:
    """The learning rates to try, the smallest first."""
    low, high = np.log10(racer.rule.hypers["lr"].slider)
    count = round((high - low) * PER_DECADE) + 1
    return [float(f"{rate:.1e}") for rate in np.logspace(low, high, count)]


def _suited_racer(experiment: Experiment, racer: Racer, setup: Setup) -> Racer:
    ground = setup.surface.ground(experiment.epochs, experiment.batch_of(racer), deepcopy(setup.rng))
    tries = [racer.model_copy(update={"hypers": {**racer.hypers, "lr": rate}}) for rate in ladder(racer)]
    histories = [engine.descend(experiment, each, setup, ground) for each in tries]
    scores = [_score(history, setup) for history in histories]
    return tries[int(np.argmin(scores))]


def _score(history: engine.History, setup: Setup) -> float:
    """The lower, the better."""
    if history.status in ("diverged", "undefined"):
        return np.inf
    if setup.surface.lowest is None:
        (x0, x1), (y0, y1) = setup.surface.window
        x, y = history.path.T
        return -float(np.count_nonzero((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1) & (x != x[0])))
    gaps = np.abs(history.gaps[:, 0])
    return float(np.log10(np.maximum(gaps, FLOOR * max(gaps[0], 1e-300))).mean())
