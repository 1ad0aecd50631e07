"""The loop of gradient descent, plain: epochs, mini-batches, gradient, step. Slow, and easy to check.

`engine.py` does the same compiled; the tests hold the two equal for every optimizer.
"""

from copy import deepcopy

import numpy as np

from optim_core.batches import orders
from optim_core.experiment import Experiment, Racer
from optim_core.history import History, Status
from optim_core.setup import Setup


def descend(experiment: Experiment, racer: Racer, setup: Setup) -> History:
    """Walk one racer down the experiment's surface and write every step down."""
    x, y = setup.surface.x_train, setup.surface.y_train
    size = experiment.batch_of(racer)
    rates = experiment.rates(racer)
    threshold = -np.inf if experiment.threshold is None else experiment.threshold

    p = setup.start
    s = racer.rule.init(p)
    path, grads, states = [p], [], []

    def history(status: Status) -> History:
        fields = len(racer.rule.State._fields)
        gaps = np.stack([setup.surface.train.gap(np.array(path)), setup.surface.test.gap(np.array(path))], 1)
        return History(
            np.array(path), gaps, np.reshape(grads, (-1, 2)), np.reshape(states, (-1, 2, fields)), status
        )

    previous_loss = np.inf
    t = 0
    for order in orders(len(x), experiment.epochs, deepcopy(setup.rng)):
        x_epoch, y_epoch = x[order], y[order]
        for j in range(0, len(x), size):
            x_batch, y_batch = x_epoch[j : j + size], y_epoch[j : j + size]
            error = p[0] * x_batch + p[1] - y_batch
            g = np.array([2 * np.mean(x_batch * error), 2 * np.mean(error)])
            t += 1
            p, s = racer.rule.step(p, g, t, s, **{**racer.hypers, "lr": rates[t - 1]})

            gap = setup.surface.train.gap(p)
            if not np.isfinite([*p, gap]).all():
                return history(Status.DIVERGED)
            path.append(p)
            grads.append(g)
            states.append(np.transpose(s))
            if gap > setup.highest or np.abs(p).max() > setup.farthest:
                return history(Status.DIVERGED)

        current_loss = setup.surface.train.loss(p)
        if previous_loss - current_loss < threshold:
            return history(Status.THRESHOLD)
        previous_loss = current_loss
    return history(Status.BUDGET)
