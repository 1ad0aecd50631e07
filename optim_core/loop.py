"""The loop of gradient descent, plain: epochs, mini-batches, gradient, step. Slow, and easy to check.

`engine.py` does the same compiled; the tests hold the two equal for every optimizer.
"""

from copy import deepcopy

import numpy as np

from optim_core.experiment import Experiment
from optim_core.history import History, Status
from optim_core.racer import Racer
from optim_core.setup import Setup


def descend(experiment: Experiment, racer: Racer, setup: Setup) -> History:
    """Walk one racer down the experiment's surface and write every step down."""
    surface = setup.surface
    rates = experiment.rates(racer)
    threshold = -np.inf if experiment.threshold is None else experiment.threshold

    p = setup.start
    s = racer.rule.init(p)
    path, grads, states = [p], [], []

    def history(status: Status) -> History:
        fields = len(racer.rule.State._fields)
        return History(
            np.array(path),
            surface.gaps(np.array(path)),
            np.reshape(grads, (-1, 2)),
            np.reshape(states, (-1, 2, fields)),
            status,
        )

    previous_gap = gap = np.inf
    t = 0
    for epoch in surface.epochs(experiment.epochs, experiment.batch_of(racer), deepcopy(setup.rng)):
        for batch in epoch:
            g = surface.grad_on(batch, p)
            if not np.isfinite(g).all():
                return history(Status.UNDEFINED)
            t += 1
            p, s = racer.rule.step(p, g, t, s, **{**racer.hypers, "lr": rates[t - 1]})

            gap = surface.gaps(p)[0]
            if np.isfinite(p).all() and np.isnan(gap):
                return history(Status.UNDEFINED)
            if not np.isfinite([*p, gap]).all():
                return history(Status.DIVERGED)
            path.append(p)
            grads.append(g)
            states.append(np.transpose(s))
            if abs(gap) > setup.highest or np.abs(p).max() > setup.farthest:
                return history(Status.DIVERGED)

        if previous_gap - gap < threshold:
            return history(Status.THRESHOLD)
        previous_gap = gap
    return history(Status.BUDGET)
