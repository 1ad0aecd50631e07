"""A fair race: every racer is tuned with the same budget first, then the winners meet on fresh seeds."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from typing import Any

import numpy as np

from optim_core.experiment import Experiment
from optim_core.racer import Racer
from optim_core.run import setup_of
from optim_core.sweep.axes import Axis
from optim_core.sweep.fair import FairRace
from optim_core.sweep.result import SweepResult
from optim_core.sweep.runner import last, run_trials, stream
from optim_core.sweep.sampling import SampleResult
from optim_core.sweep.seeds import SeedsResult, race_over_seeds
from optim_core.sweep.sweep import Sweep
from optim_core.sweep.trials import Cancel

GOOD = 0.1  # a loss at most this share above the best one is good: see `_good`
STEP = 0.1  # decades between two learning rates when the width of the good ones is measured
EDGE = 0.04  # of the decades of a range
RECORDED = 8  # times as long as a step of a sweep takes one of which everything is kept


@dataclass(frozen=True)
class Tuned:
    """What tuning found out about one racer."""

    tried: SampleResult
    winner: Racer  # the racer as it was, if every setting failed
    value: float  # its median measure over the tuning seeds
    robustness: float  # share of the settings with a good loss: at most 10 % above this racer's best
    good_rates: tuple[float, float] | None  # from the first to the last good learning rate, none left out
    # between them, the winner's other settings kept; it may go on where the range ends

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """From where its settings were drawn."""
        return {name: hyper.slider for name, hyper in self.tried.sampling.ranges.items()}

    @property
    def good_decades(self) -> float:
        """How wide the good learning rates are: each that was tried stands for a STEP."""
        return 0.0 if self.good_rates is None else log10(self.good_rates[1] / self.good_rates[0]) + STEP

    @property
    def at_edge(self) -> bool:
        """Does the best learning rate lie so near an end of its range that a better one may lie beyond?"""
        if "lr" not in self.ranges:
            return False
        low, high = self.ranges["lr"]
        return not EDGE <= log10(self.winner.hypers["lr"] / low) / log10(high / low) <= 1 - EDGE

    @property
    def arrived(self) -> float:
        """The share of the settings that came within the tolerance, in the median."""
        return float(np.isfinite(self.tried.median("steps")).mean())


@dataclass(frozen=True)
class FairResult:
    """Who won after fair tuning, and what the race at one learning rate would have said."""

    fair_race: FairRace
    tuned: tuple[Tuned, ...]  # in the order of the racers
    fair: SeedsResult  # the winners
    unfair: SeedsResult  # every rule at the shared learning rate, its other settings at their defaults


@dataclass(frozen=True)
class FairProgress:
    """How far it has come; the last one has the result."""

    words: str
    share: float  # from 0 to 1
    tuned: tuple[Tuned, ...] = ()  # the racers that are done
    result: FairResult | None = None


def stream_fair_race(
    fair_race: FairRace, cancel: Cancel | None = None
) -> Generator[FairProgress, None, None]:
    """Tune, then race. After `cancel.set()` no more comes."""
    cancel = cancel or Cancel()
    experiment = fair_race.experiment
    tuned: tuple[Tuned, ...] = ()
    stages = pairwise(_timetable(fair_race))
    for i, name in enumerate(experiment.names):
        sampling = fair_race.sampling(i)
        trials = run_trials(sampling.trials(), cancel)
        tries = yield from _stage(f"Tuning {name}", next(stages), trials, tuned)
        if tries is None or cancel.is_set():
            return
        tried = SampleResult(sampling, tries.records)
        best = tried.best()
        winner = sampling.subject if best is None else sampling.racer_of(best)
        rates = stream(_rates_around(fair_race, winner), cancel)
        around = yield from _stage(f"Trying {name} at other rates", next(stages), rates, tuned)
        if around is None or cancel.is_set():
            return
        tuned += (_tuned(fair_race, tried, winner, around.result),)

    races = []
    fresh = experiment.seed + fair_race.tuning_seeds
    shared = tuple(
        Racer.model_validate({**racer.model_dump(), "hypers": {"lr": fair_race.shared_lr}})
        for racer in experiment.racers
    )
    winners = tuple(one.winner for one in tuned)
    for words, racers in (("The fair race", winners), ("The race at one learning rate", shared)):
        race = race_over_seeds(
            experiment.model_copy(update={"racers": racers}), fair_race.race_seeds, fresh, cancel
        )
        done = yield from _stage(words, next(stages), race, tuned)
        if done is None or cancel.is_set():
            return
        races.append(done.result)
    yield FairProgress("Done", 1.0, tuned, FairResult(fair_race, tuned, *races))


def run_fair_race(fair_race: FairRace) -> FairResult:
    """All of it at once."""
    result = last(stream_fair_race(fair_race)).result
    assert result is not None
    return result


def _timetable(fair_race: FairRace) -> np.ndarray:
    """When every stage begins, and when the last one ends, as shares of all the steps there are to take."""
    experiment = fair_race.experiment
    work = []
    for i, racer in enumerate(experiment.racers):
        steps = experiment.epochs * experiment.steps_per_epoch(racer) * fair_race.tuning_seeds
        work += [
            steps * fair_race.budget,
            steps * _rates_around(fair_race, fair_race.sampling(i).subject).x.n,
        ]
    race = experiment.epochs * sum(map(experiment.steps_per_epoch, experiment.racers)) * fair_race.race_seeds
    times = np.cumsum([0, *work, RECORDED * race, RECORDED * race])
    return times / times[-1]


def _stage(
    words: str, time: tuple[float, float], work: Iterable[Any], tuned: tuple[Tuned, ...]
) -> Generator[FairProgress, None, Any]:
    """Tells how far one stage is; returns the last that it gave."""
    begin, end = time
    done = None
    for done in work:
        yield FairProgress(words, begin + (end - begin) * done.share, tuned)
    return done


def _rates_around(fair_race: FairRace, winner: Racer) -> Sweep:
    """The winner at learning rates over the whole range, its other settings kept."""
    low, high = fair_race.rates_of(winner)
    count = max(2, round(log10(high / low) / STEP) + 1)
    axis = Axis(name="lr", low=low, high=high, scale="log", n=count)
    return Sweep(experiment=fair_race.experiment.only(winner), x=axis, seeds=fair_race.tuning_seeds)


def _tuned(fair_race: FairRace, tried: SampleResult, winner: Racer, around: SweepResult) -> Tuned:
    best = tried.best()
    if best is None:
        return Tuned(tried, winner, np.inf, 0.0, None)
    loss = f"{fair_race.judged_on}_loss"
    return Tuned(
        tried,
        winner,
        float(tried.median()[best]),
        float(_good(fair_race.experiment, tried.median(loss)).mean()),
        _good_rates(fair_race.experiment, around.median(loss)[0], around.sweep.x.values),
    )


def _good(experiment: Experiment, loss: np.ndarray) -> np.ndarray:
    """Which losses are at most 10 % above the smallest one: of that loss itself or, on a surface, whose
    lowest height is often 0, of the way down to it."""
    best, setup = loss.min(), setup_of(experiment)
    down = None if setup.surface.on_rows else setup.surface.arrived(setup.start, GOOD)
    return np.isfinite(loss) & (loss <= best + (GOOD * abs(best) if down is None else down))


def _good_rates(experiment: Experiment, loss: np.ndarray, rates: np.ndarray) -> tuple[float, float] | None:
    """The good ones around the best, none left out between them."""
    good, best = _good(experiment, loss), int(np.argmin(loss))
    if not good[best]:
        return None
    bad = np.flatnonzero(~good)
    before, after = bad[bad < best], bad[bad > best]
    first = before[-1] + 1 if len(before) else 0
    last = after[0] - 1 if len(after) else len(good) - 1
    return float(rates[first]), float(rates[last])
