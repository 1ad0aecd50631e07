"""What became of a run: steps to a tolerance, and the reason it ended, in words."""

import numpy as np

from optim_core.experiment import Experiment, Racer
from optim_core.history import History, Status
from optim_core.setup import Setup
from optim_core.theory import stability_limit

TOLERANCE = 0.01
"""A run has arrived once its training loss is within this share of the lowest possible loss."""


def steps_to_tolerance(history: History, lowest: float) -> int | None:
    """The first step after which the training loss is at most (1 + TOLERANCE) · lowest; None if never."""
    arrived = history.gaps[:, 0] <= TOLERANCE * lowest
    return int(np.argmax(arrived)) if arrived.any() else None


def in_epochs(epochs: float) -> str:
    """A number of epochs in words: "1 epoch", "2.1 epochs", "120 epochs"."""
    digits = f"{epochs:.1f}".removesuffix(".0") if epochs >= 0.1 or epochs == 0 else f"{epochs:.2g}"
    return f"{digits} epoch{'' if digits == '1' else 's'}"


def above(gap: float, lowest: float) -> str:
    """A gap as a share of the lowest loss: "0.24 % above the lowest possible loss"."""
    if gap <= 1e-12 * lowest:
        return "at the lowest possible loss"
    if gap <= 1e-8 * lowest:
        return "less than 0.000001 % above the lowest possible loss"
    if gap < lowest:
        return f"{100 * gap / lowest:.2g} % above the lowest possible loss"
    return f"{gap:.3g} above the lowest possible loss of {lowest:.3g}"


def reason(experiment: Experiment, racer: Racer, setup: Setup, history: History) -> str:
    """Why the run ended, as a sentence without its subject: "used all 100 epochs"."""
    match history.status:
        case Status.BUDGET:
            return f"used all {experiment.epochs} epochs" if experiment.epochs > 1 else "used its one epoch"
        case Status.THRESHOLD:
            return _why_stopped(experiment, racer, history)
        case Status.DIVERGED:
            return _why_diverged(experiment, racer, setup, history)


def _why_stopped(experiment: Experiment, racer: Racer, history: History) -> str:
    per_epoch = experiment.steps_per_epoch(racer)
    before, after = history.gaps[-1 - per_epoch, 0], history.gaps[-1, 0]
    what = f"rose by {after - before:.3g}" if after > before else f"fell by only {before - after:.3g}"
    return (
        f"stopped after epoch {history.steps // per_epoch} because its loss {what}: "
        f"the threshold asks for a fall of at least {experiment.threshold:g}"
    )


def _why_diverged(experiment: Experiment, racer: Racer, setup: Setup, history: History) -> str:
    finite = history.gaps[-1, 0] > setup.highest or np.abs(history.path[-1]).max() > setup.farthest
    step = history.steps if finite else history.steps + 1
    what = "grew past 10¹² times its starting scale" if finite else "became too large for a number"
    lr = experiment.rates(racer)[:step].max()
    constant = racer.schedule == "constant"
    rate = f"learning rate {lr:g}" if constant else f"the highest learning rate so far, {lr:g},"
    limit = stability_limit(racer, setup.surface.train.hessian)
    why = f"{rate} makes its steps too long here"
    if limit is not None and racer.rule.limit is not None:
        if lr > limit:
            why = f"{rate} is above the stability limit {racer.rule.limit.formula} = {limit:.3g}"
        elif experiment.batch_of(racer) < experiment.problem.train_rows:
            why = (
                f"{rate} is below the limit {limit:.3g} of the whole training set, "
                f"but single mini-batches of {experiment.batch_of(racer)} are steeper"
            )
    return f"diverged: its loss {what} at step {step}; {why}"
