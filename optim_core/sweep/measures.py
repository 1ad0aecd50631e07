"""What a run is judged by: one number each, the smaller the better, infinite where it failed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optim_core.engine import STATUSES
from optim_core.history import Status
from optim_core.sweep.trials import RECORD

DIVERGED = STATUSES.index(Status.DIVERGED)


def column(records: np.ndarray, name: str) -> np.ndarray:
    """One column of records (…, len(RECORD)): (…)."""
    return records[..., RECORD.index(name)]


@dataclass(frozen=True)
class Measure:
    """One way to judge a run; `of` takes records (…, len(RECORD)) and gives (…), NaN where none is yet."""

    id: str
    name: str
    help: str
    of: Callable[[np.ndarray], np.ndarray]
    in_loss: bool = False  # in the unit of the loss, so that it means nothing beside another landscape's


def diverged(records: np.ndarray) -> np.ndarray:
    """1 where the run diverged, 0 where not: the mean over seeds is the share that diverged."""
    status = column(records, "status")
    return np.where(np.isnan(status), np.nan, status == DIVERGED)


def _unless_diverged(name: str) -> Callable[[np.ndarray], np.ndarray]:
    def of(records: np.ndarray) -> np.ndarray:
        return np.where(column(records, "status") == DIVERGED, np.inf, column(records, name))

    return of


def _steps(records: np.ndarray) -> np.ndarray:
    arrived = column(records, "arrived")
    return np.where((arrived < 0) | (column(records, "status") == DIVERGED), np.inf, arrived)


_ALL = (
    Measure(
        "gap",
        "final gap",
        "How far the training loss at the end lies above the lowest possible.",
        _unless_diverged("gap"),
        in_loss=True,
    ),
    Measure(
        "steps",
        "steps to the tolerance",
        "Steps until the training loss is first within the tolerance of the lowest possible; "
        "infinite for a run that never comes so close, or diverges later. Passing by counts: who is "
        "picked by this alone may shoot through.",
        _steps,
    ),
    Measure(
        "area",
        "area under the gap curve",
        "The mean over all steps of log10(gap / gap at the start), each between −15 and 15: "
        "−3 is a gap of a thousandth in the geometric mean. A run that stopped early stays where it is.",
        _unless_diverged("area"),
    ),
    Measure(
        "train_loss",
        "training loss",
        "The loss on the training rows at the end.",
        _unless_diverged("train_loss"),
        in_loss=True,
    ),
    Measure(
        "test_loss",
        "test loss",
        "The loss on the test rows at the end.",
        _unless_diverged("test_loss"),
        in_loss=True,
    ),
    Measure("diverged", "share diverged", "The share of the seeds with which the run diverged.", diverged),
)
MEASURES = {measure.id: measure for measure in _ALL}
