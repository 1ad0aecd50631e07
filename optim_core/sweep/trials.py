"""Trials: runs of one racer under many settings, cut into chunks that share data and mini-batches."""

from dataclasses import dataclass, field

import numpy as np

from optim_core import engine
from optim_core.bowl import Bowl, gap_at
from optim_core.catalogue import SCHEDULES
from optim_core.engine import STATUSES
from optim_core.experiment import Experiment
from optim_core.history import History, Status
from optim_core.landscape import Landscape
from optim_core.measure import steps_to_tolerance
from optim_core.problems.linear_regression import LinearRegression
from optim_core.racer import Racer
from optim_core.run import ground_of, setup_of
from optim_core.setup import Setup
from optim_core.sweep.ground import line
from optim_core.sweep.kernel import COLUMNS, LEAST, MOST, driver
from optim_core.sweep.lanes import LANES, VECTOR, walker

CHUNK = 400_000  # steps of all its runs: some milliseconds of work, unless one run is longer


@dataclass(frozen=True)
class Trials:
    """Runs that differ in hyperparameters, batch size and seed, and in nothing else."""

    experiment: Experiment  # data, start, epochs and threshold
    racer: Racer
    hypers: np.ndarray  # (R, H) in the order of the rule
    batch_size: np.ndarray  # (R,)
    seed: np.ndarray  # (R,)
    tolerance: float  # arrived: training loss at most (1 + tolerance) · lowest
    order: np.ndarray  # (R,) which run should come first, second, …

    def __len__(self) -> int:
        return len(self.hypers)

    def chunks(self) -> list["Chunk"]:
        """All runs, each in one chunk; the order is kept as far as sharing allows."""
        return [
            chunk
            for group in _groups(np.stack([self.seed, self.batch_size], axis=1), self.order)
            for chunk in self._chunks_of(group)
        ]

    def _chunks_of(self, group: np.ndarray) -> list["Chunk"]:
        """Cut runs of the same seed and batch size into chunks of about CHUNK steps.

        Runs that share all but the learning rate go side by side where that fills the lanes.
        """
        racer = self.racer.model_copy(update={"batch_size": None, "label": ""})
        if not racer.rule.full_batch:
            racer = racer.model_copy(update={"batch_size": int(self.batch_size[group[0]])})
        changes = {"racers": (racer,), "seed": int(self.seed[group[0]])}
        experiment = self.experiment.model_copy(update=changes)
        steps = experiment.epochs * experiment.steps_per_epoch(racer)

        twins = _groups(self.hypers[:, 1:], group)
        alike = len(twins) * VECTOR <= len(group) or len(twins) == 1
        pieces = [piece for runs in (twins if alike else [group]) for piece in _side_by_side(runs)]
        together = max(1, CHUNK // (steps * max(map(len, pieces))))
        return [
            Chunk(
                experiment,
                tuple(pieces[i : i + together]),
                tuple(np.ascontiguousarray(self.hypers[runs].T) for runs in pieces[i : i + together]),
                alike,
                self.tolerance,
            )
            for i in range(0, len(pieces), together)
        ]


def _side_by_side(runs: np.ndarray) -> list[np.ndarray]:
    """Runs in parts of nearly the same size, each at most LANES and but for the last a whole vector.

    >>> [len(part) for part in _side_by_side(np.arange(100))]
    [32, 32, 32, 4]
    >>> [len(part) for part in _side_by_side(np.arange(40))]
    [24, 16]
    """
    parts = -(-len(runs) // LANES)
    size = -(-len(runs) // (parts * VECTOR)) * VECTOR
    return [runs[i : i + size] for i in range(0, len(runs), size)]


def _groups(keys: np.ndarray, order: np.ndarray) -> list[np.ndarray]:
    """`order` in parts of equal rows of keys (R, k); the parts come as their first members do."""
    _, first, kind = np.unique(keys[order], axis=0, return_index=True, return_inverse=True)
    by_kind = np.argsort(kind, kind="stable")
    parts = np.split(order[by_kind], np.cumsum(np.bincount(kind))[:-1])
    return [parts[k] for k in np.argsort(first)]


@dataclass(frozen=True)
class Chunk:
    """Runs on the same data and mini-batches: what one core does at a time. It can be sent anywhere."""

    experiment: Experiment  # of one racer, its hyperparameters not meant
    pieces: tuple[np.ndarray, ...]  # the numbers of the runs that go side by side
    hypers: tuple[np.ndarray, ...]  # (H, runs) of each piece
    alike: bool  # within a piece only the learning rate differs
    tolerance: float

    @property
    def runs(self) -> np.ndarray:
        """The numbers of its runs."""
        return np.concatenate(self.pieces)

    @property
    def steps(self) -> int:
        """How many steps its runs take together, at most."""
        (racer,) = self.experiment.racers
        return len(self.runs) * self.experiment.epochs * self.experiment.steps_per_epoch(racer)


RECORD = ("m", "b", "train_loss", "gap", "test_loss", "arrived", "area", "steps", "status")
"""What is kept of a run. arrived: steps to the tolerance, −1 for never. status: a place in
`engine.STATUSES`. area: the mean over all its steps of log10(gap / gap at the start), each between −15
and 15; a run that stopped early stays where it stopped; NaN for one that diverged or started at the
bottom."""


@dataclass(frozen=True)
class Cancel:
    """Ends work that is going on, within a few steps; setting it twice does no harm."""

    flag: np.ndarray = field(default_factory=lambda: np.zeros(1, np.uint8))

    def set(self) -> None:
        self.flag[0] = 1

    def is_set(self) -> bool:
        return bool(self.flag[0])


def measure(chunk: Chunk, cancel: Cancel | None = None) -> np.ndarray:
    """The RECORD of every run of the chunk: (runs, len(RECORD)); NaN for those not done when cancelled."""
    setup = setup_of(chunk.experiment)
    surface = setup.surface
    stop = (cancel or Cancel()).flag
    if isinstance(surface, LinearRegression) and isinstance(surface.train, Bowl):
        return _side_by_side_on(surface, surface.train, setup, chunk, stop)
    return _one_by_one(setup, chunk, stop)


def _side_by_side_on(
    surface: LinearRegression, train: Bowl, setup: Setup, chunk: Chunk, stop: np.ndarray
) -> np.ndarray:
    """On the squared error of a line, in lanes."""
    experiment = chunk.experiment
    (racer,) = experiment.racers
    ground = line(train, ground_of(experiment, racer).table)
    start = (float(setup.start[0]), float(setup.start[1]))
    unit = gap_at(ground.train, *start)
    walk, drive = walker(racer.optimizer, chunk.alike), driver()
    factor = SCHEDULES[racer.schedule].rates(1.0, len(ground.means), **racer.schedule_hypers)
    ends = np.full((len(chunk.runs), len(COLUMNS)), np.nan)
    first = 0
    for hypers in chunk.hypers:
        drive(
            walk,
            ground,
            len(ground.means),
            np.ascontiguousarray(factor),
            experiment.steps_per_epoch(racer),
            -np.inf if experiment.threshold is None else experiment.threshold,
            start,
            unit,
            (setup.highest, setup.farthest),
            np.array(racer.rule.init(0.0), float),
            hypers,
            surface.arrived(setup.start, chunk.tolerance),
            stop,
            ends[first : first + hypers.shape[1]],
        )
        first += hypers.shape[1]
    m, b, gap, arrived, area, steps, status = ends.T
    assert isinstance(surface.test, Bowl)  # as the training rows are
    test_gap = gap_at.py_func(surface.test.numbers, m, b)  # in the engine's order: the same to the last bit
    area = np.where((STATUSES.index(Status.DIVERGED) == status) | (unit == 0), np.nan, area)
    return np.stack(
        [m, b, train.lowest + gap, gap, surface.test.lowest + test_gap, arrived, area, steps, status], axis=1
    )


def _one_by_one(setup: Setup, chunk: Chunk, stop: np.ndarray) -> np.ndarray:
    """On any other surface: the engine's own run, and then what is to be kept of it."""
    (racer,) = chunk.experiment.racers
    ground = ground_of(chunk.experiment, racer)
    records = np.full((len(chunk.runs), len(RECORD)), np.nan)
    for i, values in enumerate(np.concatenate([each.T for each in chunk.hypers])):
        if stop[0]:
            break
        hypers = dict(zip(racer.hypers, values.tolist(), strict=True))
        history = engine.descend(chunk.experiment, racer.model_copy(update={"hypers": hypers}), setup, ground)
        records[i] = _record(setup.surface, history, chunk)
    return records


def _record(surface: Landscape, history: History, chunk: Chunk) -> list[float]:
    (racer,) = chunk.experiment.racers
    planned = chunk.experiment.epochs * chunk.experiment.steps_per_epoch(racer)
    gaps = history.gaps[:, 0]
    losses = history.gaps[-1] + (surface.lowest or 0.0)
    arrived = steps_to_tolerance(history, surface.arrived(history.path[0], chunk.tolerance))
    failed = history.status in (Status.DIVERGED, Status.UNDEFINED)
    area = np.nan
    if not failed and surface.lowest is not None and gaps[0] > 0:
        decades = np.log10(np.clip(gaps / gaps[0], LEAST, MOST))
        area = (decades[1:].sum() + (planned - history.steps) * decades[-1]) / planned
    return [
        *history.path[-1],
        losses[0],
        gaps[-1],
        losses[1] if len(losses) > 1 else np.nan,
        -1 if arrived is None else arrived,
        area,
        history.steps,
        STATUSES.index(history.status),
    ]
