"""The binary messages of the sweep page: what is asked, once; and what is known so far, again and again."""

from typing import Any, Literal

import numpy as np

from optim_core.run import setup_of
from optim_core.sweep import MEASURES, Sweep, SweepResult
from optim_core.sweep.axes import BATCH_SIZE, Axis
from optim_core.sweep.quantiles import median
from optim_core.sweep.runner import Progress
from optim_core.sweep.summary import summary
from optim_core.sweep.theory import Known, known
from optim_core.sweep.trials import RECORD
from ui import palette
from ui.stage.message import Part, pack
from ui.sweep.names import long, short
from ui.sweep.plan import Asked
from ui.sweep.words import alt, title


def shaped(asked: Asked, records: np.ndarray) -> np.ndarray:
    """Records of all runs as (settings…, seeds, len(RECORD))."""
    shape = asked.shape if isinstance(asked, Sweep) else (asked.n, asked.seeds)
    return records.reshape(*shape, len(RECORD))


def cells(asked: Asked, progress: Progress) -> bytes:
    """What is known so far: a number a setting, NaN where there is none yet, infinity where it failed."""
    records = shaped(asked, progress.records)
    found = summary(records, asked.measure)
    arrays = {"value": found.middle, "share": found.share_diverged}
    if asked.seeds > 1:
        arrays |= {"low": found.low, "high": found.high, "first": found.first}
    if asked.measure == "steps" and isinstance(asked, Sweep) and asked.experiment.problem.on_rows:
        arrays["rows"] = median(SweepResult(asked, records).rows_to_tolerance())
    best = None if asked.measure == "diverged" else found.best  # too many are equally good
    header = {"title": title(asked, found), "alt": alt(asked, found), "best": best}
    return pack(header, Part.with_failures(arrays))


def kind_of(asked: Asked) -> Literal["map", "curve", "sample"]:
    """How it is drawn."""
    if not isinstance(asked, Sweep):
        return "sample"
    return "map" if asked.y else "curve"


def question(asked: Asked) -> dict[str, Any]:
    """What is asked, for the header of the call: axes, measure, theory."""
    measure = MEASURES[asked.measure]
    racer = asked.subject
    grid = isinstance(asked, Sweep)
    return {
        "kind": kind_of(asked),
        "axes": _grid_axes(asked) if grid else _drawn_axes(asked),
        "racer": racer.rule.name,
        "colors": palette.SEQUENTIAL,
        "measure": {"id": measure.id, "name": measure.name, "help": measure.help},
        "seeds": asked.seeds,
        "seed": asked.experiment.seed,
        "rows": asked.experiment.problem.train_rows if asked.experiment.problem.on_rows else None,
        "ceiling": _ceiling(asked),
        "theory": _theory(known(asked)) if grid else None,
    }


def _grid_axes(sweep: Sweep) -> list[dict[str, Any]]:
    return [{**_axis(sweep, axis), "values": axis.values.tolist()} for axis in (sweep.x, sweep.y) if axis]


def _axis(sweep: Sweep, axis: Axis) -> dict[str, Any]:
    racer = sweep.subject
    own = sweep.experiment.batch_of(racer) if axis.name == BATCH_SIZE else racer.hypers[axis.name]
    return {
        "name": axis.name,
        "title": long(racer, axis.name),
        "short": short(racer, axis.name),
        "log": axis.scale == "log",
        "now": own,
    }


def _drawn_axes(asked: Any) -> list[dict[str, Any]]:
    racer, drawn = asked.subject, asked.settings
    return [
        {
            "name": name,
            "title": long(racer, name),
            "short": short(racer, name),
            "log": hyper.log,
            "range": list(hyper.slider),
            "now": racer.hypers[name],
            "values": drawn[:, list(racer.hypers).index(name)].tolist(),
        }
        for name, hyper in asked.ranges.items()
    ]


def _ceiling(asked: Asked) -> float | None:
    """What a run that gets nowhere ends with: a number above it is no better for being nearer to it."""
    setup = setup_of(asked.experiment)
    surface = setup.surface
    places = {"gap": 0, "train_loss": 0, "test_loss": 1}
    if asked.measure not in places or surface.lowest is None:
        return None
    k = places[asked.measure]
    start = float(surface.gaps(np.asarray(setup.start, float))[k])
    return start if asked.measure == "gap" else start + surface.lowest[k]


def _theory(found: Known | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "limit": None if found.limit is None else found.limit.T.tolist(),
        "formula": found.formula,
        "best": found.best,
        "local": found.local,
    }
