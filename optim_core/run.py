"""run(Experiment) → Result: plain arrays, the same to the last bit every time."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from cachetools import LRUCache, cached

from optim_core import engine
from optim_core.batches import rows_seen
from optim_core.experiment import Experiment
from optim_core.ground import Ground
from optim_core.history import History
from optim_core.kinds import Kind
from optim_core.landscape import Landscape
from optim_core.measure import above, goal, lasting, reason, steps_to_tolerance
from optim_core.racer import Racer
from optim_core.setup import Setup, set_up

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of one
BATCHES_BYTES = 128 * 2**20


@dataclass(frozen=True)
class Run:
    """What one racer did."""

    racer: Racer
    surface: Landscape
    history: History
    batch_size: int  # rows per step
    steps_per_epoch: int
    train_rows: int  # 1 on a surface without rows
    reason: str  # why it ended, in words
    seconds: float  # in the compiled loop

    @property
    def status(self) -> str:
        """ "budget", "threshold", "diverged" or "undefined": why it ended."""
        return self.history.status.value

    @property
    def path(self) -> np.ndarray:
        """(T+1, 2) parameters, the start included: (m, b) of a line, (x, y) of a surface."""
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
        return rows_seen(steps, self.batch_size, self.train_rows) / self.train_rows

    @property
    def gap(self) -> np.ndarray:
        """(T+1,) training loss above the lowest possible; height above the lowest point."""
        return self.history.gaps[:, 0]

    @property
    def train_loss(self) -> np.ndarray:
        """(T+1,) the loss over all training rows; the height of a surface."""
        return self._loss(0)

    @property
    def test_loss(self) -> np.ndarray:
        """(T+1,) the loss over all test rows; NaN on a surface, which has none."""
        return self._loss(1) if len(self.surface.sets) > 1 else np.full(self.steps + 1, np.nan)

    def _loss(self, k: int) -> np.ndarray:
        lowest = self.surface.lowest
        return self.history.gaps[:, k] + (lowest[k] if lowest else 0.0)

    def losses_after(self, step: int) -> tuple[float, ...]:
        """The loss in every set after so many steps; -1: at the end."""
        lowest = self.surface.lowest or [0.0] * len(self.surface.sets)
        return tuple(gap + low for gap, low in zip(self.history.gaps[step].tolist(), lowest, strict=True))

    @cached_property
    def steps_to_tolerance(self) -> int | None:
        """Steps until the run had first arrived: within 1 % of the lowest loss, or 99 % of the way down."""
        return steps_to_tolerance(self.history, self.surface.arrived(self.path[0]))


@dataclass(frozen=True)
class Result:
    """What became of an Experiment."""

    experiment: Experiment
    surface: Landscape
    runs: tuple[Run, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.experiment.names

    def to_frame(self) -> "pd.DataFrame":
        """Every step of every racer, one row each; tidy. Step 0 is the start, without a gradient.

        A State field `v` of Adam is in the columns `v_m` and `v_b`; on a surface, in `v_x` and `v_y`.
        """
        import pandas as pd  # here: a run needs none of it

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
    setup = setup_of(experiment)
    ground = ground_of(experiment, racer)
    engine.ready(experiment, racer, setup, ground)  # before the clock starts
    begin = perf_counter()
    history = engine.descend(experiment, racer, setup, ground)
    seconds = perf_counter() - begin
    return Run(
        racer,
        setup.surface,
        history,
        experiment.batch_of(racer),
        experiment.steps_per_epoch(racer),
        experiment.problem.train_rows,
        reason(experiment, racer, setup, history),
        seconds,
    )


def setup_of(experiment: Experiment) -> Setup:
    """The surface and the start that all racers of the experiment share."""
    return _set_up(experiment.problem, experiment.seed, experiment.start)


def ground_of(experiment: Experiment, racer: Racer) -> Ground:
    """What this racer's compiled loop walks on, and with it every one of its mini-batches."""
    return _ground(experiment.problem, experiment.seed, experiment.epochs, experiment.batch_of(racer))


@cached(LRUCache(16), key=lambda problem, seed, start: (problem.model_dump_json(), seed, start), lock=Lock())
def _set_up(problem: Kind, seed: int, start: tuple[float, float] | None) -> Setup:
    return set_up(problem, seed, start)


@cached(
    LRUCache(BATCHES_BYTES, getsizeof=lambda ground: ground.nbytes),
    key=lambda problem, seed, epochs, size: (problem.model_dump_json(), seed, epochs, size),
    lock=Lock(),
)
def _ground(problem: Kind, seed: int, epochs: int, size: int) -> Ground:
    setup = _set_up(problem, seed, None)
    return setup.surface.ground(epochs, size, deepcopy(setup.rng))


def _frame(name: str, run: Run) -> "pd.DataFrame":
    import pandas as pd

    steps = np.arange(run.steps + 1)
    first = np.full((1, 2), np.nan)
    grads = np.concatenate([first, run.history.grads])
    x, y = run.surface.names
    columns = {
        "racer": name,
        "step": steps,
        "epoch": run.epochs_after(steps),
        x: run.path[:, 0],
        y: run.path[:, 1],
        **_losses(run),
        f"g_{x}": grads[:, 0],
        f"g_{y}": grads[:, 1],
    }
    for k, field in enumerate(run.racer.rule.State._fields):
        inner = np.concatenate([first, run.history.states[:, :, k]])
        columns |= {f"{field}_{x}": inner[:, 0], f"{field}_{y}": inner[:, 1]}
    return pd.DataFrame(columns)


def _losses(run: Run) -> dict[str, np.ndarray]:
    """How high every point of the path is, by what that height is called."""
    if not run.surface.on_rows:
        return {"value": run.train_loss}
    return {"train_loss": run.train_loss, "test_loss": run.test_loss}


def _summary(name: str, run: Run) -> dict[str, Any]:
    return {
        "racer": name,
        "optimizer": run.racer.optimizer,
        "params": dict(zip(run.surface.names, run.path[-1].tolist(), strict=True)),
        "epochs": run.epochs,
        "steps": run.steps,
        **{called: float(height[-1]) for called, height in _losses(run).items()},
        "gap": float(run.gap[-1]),
        "steps_to_tolerance": run.steps_to_tolerance,
        "status": run.status,
        "reason": run.reason,
    }


def _sentence(name: str, run: Run) -> str:
    if run.status == "diverged":
        return f"{name} {run.reason}."
    end = f"{run.reason}, and ends {above(run.surface, float(run.gap[-1]))}."
    if run.surface.lowest is None:
        return f"{name} {end}"
    steps = run.steps_to_tolerance
    if steps is None:
        return f"{name} never came {goal(run.surface)}, {end}"
    epochs = float(run.epochs_after(np.array(steps)))
    return f"{name} came {goal(run.surface)} after {lasting(run.surface, epochs)}, {end}"
