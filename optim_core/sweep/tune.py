"""A fair race: every racer is tuned with the same budget first, then the winners meet on fresh seeds."""

from collections.abc import Generator
from dataclasses import dataclass
from math import log10
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.experiment import Experiment, Racer
from optim_core.landscape import TOLERANCE
from optim_core.run import setup_of
from optim_core.sweep.axes import Axis
from optim_core.sweep.budget import check_budget
from optim_core.sweep.runner import run_sweep, run_trials
from optim_core.sweep.sampling import MeasureId, Method, SampleResult, Sampling
from optim_core.sweep.seeds import SeedsResult, race_over_seeds
from optim_core.sweep.sweep import Sweep
from optim_core.sweep.trials import Cancel

GOOD = 0.1  # a loss at most this share above the best one is good: see `_good`
STEP = 0.1  # decades between two learning rates when the width of the good ones is measured


class FairRace(BaseModel, frozen=True):
    """How the racers of an experiment are tuned and raced. What is drawn replaces their own settings.

    The same number of tries is not the same difficulty: 64 tries are many for one hyperparameter and few
    for four. `hypers=("lr",)` asks the other question, in which every rule keeps the rest as it has it, and
    `SampleResult.best_of` says what fewer tries would have found. The ranges are the declared sliders, so
    a share of good settings speaks of those ranges too; a width in decades hardly does.

    On a surface without noise the seeds decide nothing: all runs of a setting are then the same.
    """

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    experiment: Experiment
    budget: Annotated[int, Field(ge=2, le=1000)] = 64  # settings tried for every racer
    hypers: tuple[str, ...] = ()  # which are drawn, of those a rule has; none named: all
    method: Method = "sobol"
    tuning_seeds: Annotated[int, Field(ge=1, le=20)] = 3  # the experiment's and those after it
    race_seeds: Annotated[int, Field(ge=1, le=100)] = 10  # the ones after those
    measure: MeasureId = (
        "gap"  # the winner has the smallest median: test_loss on the test rows, else training
    )
    tolerance: Annotated[float, Field(gt=0)] = TOLERANCE
    shared_lr: Annotated[float, Field(gt=0)] = 0.01  # of the unfair race beside it

    @model_validator(mode="after")
    def _possible(self) -> "FairRace":
        for racer in self.experiment.racers:
            if self.hypers and not self._drawn(racer):
                raise PydanticCustomError(
                    "hyper_name",
                    "must name a setting of every racer, and {racer} has only {allowed}",
                    {
                        "field": "hypers",
                        "got": ", ".join(self.hypers),
                        "racer": racer.rule.name,
                        "allowed": ", ".join(racer.rule.hypers),
                    },
                )
        per_racer = [self.experiment.steps_per_epoch(racer) for racer in self.experiment.racers]
        steps = self.experiment.epochs * np.repeat(per_racer, self.budget)
        check_budget(self.experiment, steps, self.tuning_seeds)
        return self

    @property
    def judged_on(self) -> str:
        """Which rows decide who wins."""
        return "test" if self.measure == "test_loss" else "train"

    def _drawn(self, racer: Racer) -> tuple[str, ...]:
        return tuple(name for name in racer.rule.hypers if name in self.hypers)

    def sampling(self, racer: int) -> Sampling:
        """What is tried for one racer."""
        return Sampling(
            experiment=self.experiment,
            racer=racer,
            hypers=self._drawn(self.experiment.racers[racer]),
            n=self.budget,
            method=self.method,
            seeds=self.tuning_seeds,
            tolerance=self.tolerance,
            measure=self.measure,
        )


@dataclass(frozen=True)
class Tuned:
    """What tuning found out about one racer."""

    tried: SampleResult
    winner: Racer  # the racer as it was, if every setting failed
    value: float  # its median measure over the tuning seeds
    robustness: float  # share of the settings with a good loss: at most 10 % above this racer's best
    good_rates: tuple[float, float] | None  # from the first to the last good learning rate, none left out
    # between them, the winner's other settings kept; it may go on where the declared range ends

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """From where its settings were drawn."""
        return {name: hyper.slider for name, hyper in self.tried.sampling.ranges.items()}

    @property
    def good_decades(self) -> float:
        """How wide the good learning rates are: each that was tried stands for a STEP."""
        return 0.0 if self.good_rates is None else log10(self.good_rates[1] / self.good_rates[0]) + STEP


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
    result: FairResult | None = None


def stream_fair_race(
    fair_race: FairRace, cancel: Cancel | None = None
) -> Generator[FairProgress, None, None]:
    """Tune, then race. After `cancel.set()` no more comes."""
    cancel = cancel or Cancel()
    experiment, tuned = fair_race.experiment, []
    stages = len(experiment.racers) + 2
    for i, name in enumerate(experiment.names):
        sampling = fair_race.sampling(i)
        records = None
        for progress in run_trials(sampling.trials(), cancel):
            yield FairProgress(f"Tuning {name}", (i + progress.done / progress.total) / stages)
            records = progress.records
        if records is None or cancel.is_set():
            return
        tuned.append(_tuned(fair_race, SampleResult(sampling, records)))

    races = []
    fresh = experiment.seed + fair_race.tuning_seeds
    shared = tuple(
        Racer.model_validate({**racer.model_dump(), "hypers": {"lr": fair_race.shared_lr}})
        for racer in experiment.racers
    )
    winners = tuple(one.winner for one in tuned)
    for words, racers in (("The fair race", winners), ("The race at one learning rate", shared)):
        race = experiment.model_copy(update={"racers": racers})
        done = None
        for done in race_over_seeds(race, fair_race.race_seeds, fresh, cancel):
            share = (len(tuned) + len(races) + done.done / done.total) / stages
            yield FairProgress(words, share)
        if done is None or cancel.is_set():
            return
        races.append(done.result)
    yield FairProgress("Done", 1.0, FairResult(fair_race, tuple(tuned), *races))


def run_fair_race(fair_race: FairRace) -> FairResult:
    """All of it at once."""
    *_, last = stream_fair_race(fair_race)
    assert last.result is not None
    return last.result


def _tuned(fair_race: FairRace, tried: SampleResult) -> Tuned:
    best = tried.best()
    if best is None:
        return Tuned(tried, tried.sampling.subject, np.inf, 0.0, None)
    winner = tried.sampling.racer_of(best)
    loss = tried.median(f"{fair_race.judged_on}_loss")
    return Tuned(
        tried,
        winner,
        float(tried.median()[best]),
        float(_good(fair_race.experiment, loss).mean()),
        _good_rates(fair_race, winner),
    )


def _good(experiment: Experiment, loss: np.ndarray) -> np.ndarray:
    """Which losses are at most 10 % above the smallest one: of that loss itself or, on a surface, whose
    lowest height is often 0, of the way down to it."""
    best, setup = loss.min(), setup_of(experiment)
    down = None if setup.surface.on_rows else setup.surface.arrived(setup.start, GOOD)
    return np.isfinite(loss) & (loss <= best + (GOOD * abs(best) if down is None else down))


def _good_rates(fair_race: FairRace, winner: Racer) -> tuple[float, float] | None:
    """The good learning rates around the best one, on a ladder over the declared range."""
    low, high = winner.rule.hypers["lr"].slider
    axis = Axis(name="lr", low=low, high=high, scale="log", n=round(log10(high / low) / STEP) + 1)
    sweep = Sweep(experiment=fair_race.experiment.only(winner), x=axis, seeds=fair_race.tuning_seeds)
    loss = run_sweep(sweep).median(f"{fair_race.judged_on}_loss")[0]
    good, best = _good(fair_race.experiment, loss), int(np.argmin(loss))
    if not good[best]:
        return None
    bad = np.flatnonzero(~good)
    before, after = bad[bad < best], bad[bad > best]
    first = before[-1] + 1 if len(before) else 0
    last = after[0] - 1 if len(after) else len(good) - 1
    return float(axis.values[first]), float(axis.values[last])
