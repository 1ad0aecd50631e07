"""run(Experiment) → Result: plain arrays, the same to the last bit every time."""

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
from cachetools import LRUCache, cached

from optim_core import engine
from optim_core.batches import batch_means, rows_seen
from optim_core.experiment import Experiment, Racer
from optim_core.history import History
from optim_core.measure import TOLERANCE, above, in_epochs, reason, steps_to_tolerance
from optim_core.problems.linear_regression import Choice, LinearRegression
from optim_core.setup import set_up

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of one
BATCHES_BYTES = 128 * 2**20


@dataclass(frozen=True)
class Run:
    """What one racer did."""

    racer: Racer
    surface: LinearRegression
    history: History
    batch_size: int  # rows per step
    steps_per_epoch: int
    reason: str  # why it ended, in words
    seconds: float  # in the compiled loop

    @property
    def status(self) -> str:
        """ "budget", "threshold" or "diverged"."""
        return self.history.status.value

    @property
    def path(self) -> np.ndarray:
        """(T+1, 2) parameters (m, b), the start included."""
        return self.history.path

    @property
    def steps(self) -> int:
        return self.history.steps

    @property
    def epochs(self) -> int:
        """How often all training rows were seen: whole epochs, also when a run diverged within one."""
        return self.steps // self.steps_per_epoch

    def epochs_after(self, steps: np.ndarray) -> np.ndarray:
        """How often the training rows were seen after so many steps, with fractions."""
        n = len(self.surface.x_train)
        return rows_seen(steps, self.batch_size, n) / n

    @property
    def gap(self) -> np.ndarray:
        """(T+1,) training loss above the lowest possible."""
        return self.history.gaps[:, 0]

    @property
    def train_loss(self) -> np.ndarray:
        """(T+1,) mean squared error over all training rows."""
        return self.surface.train.lowest + self.history.gaps[:, 0]

    @property
    def test_loss(self) -> np.ndarray:
        """(T+1,) mean squared error over all test rows."""
        return self.surface.test.lowest + self.history.gaps[:, 1]

    @property
    def steps_to_tolerance(self) -> int | None:
        """Steps until the training loss was first within 1 % of the lowest possible."""
        return steps_to_tolerance(self.history, self.surface.train.lowest)


@dataclass(frozen=True)
class Result:
    """What became of an Experiment."""

    experiment: Experiment
    surface: LinearRegression
    runs: tuple[Run, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.experiment.names

    def to_frame(self) -> pd.DataFrame:
        """Every step of every racer, one row each; tidy. Step 0 is the start, without a gradient.

        A State field `v` of Adam is in the columns `v_m` and `v_b`.
        """
        return pd.concat([_frame(name, run) for name, run in zip(self.names, self.runs, strict=True)])

    def to_csv(self, file: Any = None) -> str | None:
        """`to_frame` as CSV, into a path or an open file, or returned. Raises OSError.

        A name that a spreadsheet would take for a formula gets an apostrophe in front.
        """
        frame = self.to_frame()
        frame["racer"] = frame["racer"].map(lambda name: f"'{name}" if name.startswith(FORMULA) else name)
        return frame.to_csv(file, index=False)

    def summary(self) -> dict[str, Any]:
        """The end of every run, ready for JSON."""
        return {"runs": [_summary(name, run) for name, run in zip(self.names, self.runs, strict=True)]}

    def sentences(self) -> list[str]:
        """The end of every run in words, one sentence a racer."""
        return [_sentence(name, run) for name, run in zip(self.names, self.runs, strict=True)]


def run(experiment: Experiment) -> Result:
    """Let every racer of the experiment run. Raises nothing: a run that diverges is a result too."""
    runs = tuple(run_racer(experiment, racer) for racer in experiment.racers)
    return Result(experiment, runs[0].surface, runs)


def run_racer(experiment: Experiment, racer: Racer) -> Run:
    """Let one racer run on the experiment's surface, from its start, over its mini-batches."""
    setup = _set_up(experiment.problem, experiment.seed, experiment.start)
    means = _batch_means(experiment.problem, experiment.seed, experiment.epochs, experiment.batch_of(racer))
    begin = perf_counter()
    history = engine.descend(experiment, racer, setup, means)
    seconds = perf_counter() - begin
    return Run(
        racer,
        setup.surface,
        history,
        experiment.batch_of(racer),
        experiment.steps_per_epoch(racer),
        reason(experiment, racer, setup, history),
        seconds,
    )


_set_up = lru_cache(maxsize=16)(set_up)


@cached(LRUCache(BATCHES_BYTES, getsizeof=lambda means: means.nbytes), lock=Lock())
def _batch_means(problem: Choice, seed: int, epochs: int, size: int) -> np.ndarray:
    setup = _set_up(problem, seed, None)
    return batch_means(setup.surface.x_train, setup.surface.y_train, epochs, size, deepcopy(setup.rng))


def _frame(name: str, run: Run) -> pd.DataFrame:
    steps = np.arange(run.steps + 1)
    first = np.full((1, 2), np.nan)
    grads = np.concatenate([first, run.history.grads])
    columns = {
        "racer": name,
        "step": steps,
        "epoch": run.epochs_after(steps),
        "m": run.path[:, 0],
        "b": run.path[:, 1],
        "train_loss": run.train_loss,
        "test_loss": run.test_loss,
        "g_m": grads[:, 0],
        "g_b": grads[:, 1],
    }
    for k, field in enumerate(run.racer.rule.State._fields):
        inner = np.concatenate([first, run.history.states[:, :, k]])
        columns |= {f"{field}_m": inner[:, 0], f"{field}_b": inner[:, 1]}
    return pd.DataFrame(columns)


def _summary(name: str, run: Run) -> dict[str, Any]:
    m, b = run.path[-1].tolist()
    return {
        "racer": name,
        "optimizer": run.racer.optimizer,
        "params": {"m": m, "b": b},
        "epochs": run.epochs,
        "steps": run.steps,
        "train_loss": float(run.train_loss[-1]),
        "test_loss": float(run.test_loss[-1]),
        "gap": float(run.gap[-1]),
        "steps_to_tolerance": run.steps_to_tolerance,
        "status": run.status,
        "reason": run.reason,
    }


def _sentence(name: str, run: Run) -> str:
    if run.status == "diverged":
        return f"{name} {run.reason}."
    steps = run.steps_to_tolerance
    if steps is None:
        arrived = f"{name} never came within {TOLERANCE:.0%} of the lowest loss"
    else:
        epochs = run.epochs_after(np.array(steps))
        arrived = f"{name} came within {TOLERANCE:.0%} of the lowest loss after {in_epochs(float(epochs))}"
    return f"{arrived}, {run.reason}, and ends {above(float(run.gap[-1]), run.surface.train.lowest)}."
