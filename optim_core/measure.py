"""What became of a run: steps to a tolerance, and the reason it ended, in words."""

import numpy as np

from optim_core.experiment import Experiment
from optim_core.history import History, Status
from optim_core.landscape import TOLERANCE, Landscape
from optim_core.racer import Racer
from optim_core.setup import Setup
from optim_core.theory import stability_limit


def steps_to_tolerance(history: History, arrived: float | None) -> int | None:
    """The first step after which the gap is at most `arrived` (Landscape.arrived); None if never."""
    there = history.gaps[:, 0] <= (-np.inf if arrived is None else arrived)
    return int(np.argmax(there)) if there.any() else None


def goal(surface: Landscape, tolerance: float = TOLERANCE) -> str:
    """What it takes to have arrived, in words."""
    if surface.relative:
        return f"{near(surface, tolerance)} of the lowest loss"
    return f"down {100 * (1 - tolerance):.4g} % of the way"


def near(surface: Landscape, tolerance: float = TOLERANCE) -> str:
    """The same, short: "within 1 %", "99 % of the way down"."""
    if surface.relative:
        return f"within {100 * tolerance:.4g} %"
    return f"{100 * (1 - tolerance):.4g} % of the way down"


def lasting(surface: Landscape, epochs: float) -> str:
    """A time in words: "1 epoch", "2.1 epochs", "120 epochs"; on a surface without rows, in steps."""
    unit = "epoch" if surface.on_rows else "step"
    digits = f"{epochs:,.0f}" if epochs >= 100 else f"{epochs:.3g}"
    return f"{digits} {unit}{'' if digits == '1' else 's'}"


def nothing_lowest(surface: Landscape) -> str:
    """Of a surface without a lowest height, known or found."""
    return "no lowest point" if surface.proven else "no known lowest point in or near the window"


def above(surface: Landscape, gap: float) -> str:
    """A gap on the first set: "0.24 % above the lowest possible loss", "0.01 above the lowest point"."""
    if surface.lowest is None:
        return f"at height {gap:.3g}"
    lowest = surface.lowest[0]
    if not surface.relative:
        bottom = "the lowest point" if surface.proven else "the lowest point found"
        return f"at {bottom}" if abs(gap) <= 1e-12 * max(1.0, abs(lowest)) else f"{gap:.3g} above {bottom}"
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
            return _used_up(experiment, racer, setup, history)
        case Status.THRESHOLD:
            return _why_stopped(experiment, racer, history)
        case Status.DIVERGED:
            return _why_diverged(experiment, racer, setup, history)
        case Status.UNDEFINED:
            return _why_undefined(setup, history)


def _used_up(experiment: Experiment, racer: Racer, setup: Setup, history: History) -> str:
    unit = "epoch" if setup.surface.on_rows else "step"
    used = f"used all {experiment.epochs:,} {unit}s" if experiment.epochs > 1 else f"used its one {unit}"
    first, last = history.gaps[0, 0], history.gaps[-1, 0]
    arrived = setup.surface.arrived(setup.start)
    if arrived is None or last <= arrived or not 0.99 * first < last <= first:
        return used
    rates = experiment.rates(racer)
    rate = "learning rate" if racer.schedule == "constant" else "learning rates of at most"
    return f"{used} for less than 1 % of the way down, at {rate} {rates.max():g}"


def _why_undefined(setup: Setup, history: History) -> str:
    x, y = history.path[-1]
    first, second = setup.surface.names
    return (
        f"ended after step {history.steps} at {first} = {x:.5g}, {second} = {y:.5g}: "
        "there, or where its next step leads, the surface has no height or no finite slope"
    )


def _why_stopped(experiment: Experiment, racer: Racer, history: History) -> str:
    per_epoch = experiment.steps_per_epoch(racer)
    before, after = history.gaps[-1 - per_epoch, 0], history.gaps[-1, 0]
    unit, height = ("epoch", "loss") if experiment.problem.on_rows else ("step", "height")
    what = f"rose by {after - before:.3g}" if after > before else f"fell by only {before - after:.3g}"
    return (
        f"stopped after {unit} {history.steps // per_epoch} because its {height} {what}: "
        f"the threshold asks for a fall of at least {experiment.threshold:g}"
    )


def _why_diverged(experiment: Experiment, racer: Racer, setup: Setup, history: History) -> str:
    surface = setup.surface
    x, gap = history.path[-1], history.gaps[-1, 0]
    finite = abs(gap) > setup.highest or np.abs(x).max() > setup.farthest
    step = history.steps if finite else history.steps + 1
    height = "loss" if surface.on_rows else "height"
    what = "grew past 10¹² times its starting scale" if finite else "became too large for a number"
    if finite and gap < 0:
        return f"fell past −10¹² at step {step}: the surface has no lowest point, and so nothing stops it"
    return f"diverged: its {height} {what} at step {step}; {_what_made_it(experiment, racer, surface, step)}"


def _what_made_it(experiment: Experiment, racer: Racer, surface: Landscape, step: int) -> str:
    lr = experiment.rates(racer)[:step].max()
    constant = racer.schedule == "constant"
    rate = f"learning rate {lr:g}" if constant else f"the highest learning rate so far, {lr:g},"
    limit = None
    if surface.quadratic and surface.minima:
        limit = stability_limit(racer, surface.hessian(np.array(surface.minima[0][:2])))
    if limit is not None and racer.rule.limit is not None:
        if lr > limit:
            return f"{rate} is above the stability limit {racer.rule.limit.formula} = {limit:.3g}"
        if experiment.batch_of(racer) < experiment.problem.train_rows:
            return (
                f"{rate} is below the limit {limit:.3g} of the whole training set, "
                f"but single mini-batches of {experiment.batch_of(racer)} are steeper"
            )
    return f"{rate} makes its steps too long here"
