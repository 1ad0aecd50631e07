"""Experiment: everything that decides a result, checked; to and from JSON."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from optim_core.catalogue import PRESETS, SCHEDULES
from optim_core.checked import Checked
from optim_core.complaints import said_plainly
from optim_core.kinds import Kind
from optim_core.problems import linear_regression
from optim_core.racer import Racer
from optim_core.surfaces import FormulaChoice

MAX_STEPS = 1_700_000
"""Steps of all racers together: up to 245 MB of history and a second of work."""

MAX_DRAWN = 30_000_000
"""Rows put in order for mini-batches, epoch by epoch and for each size anew: a second or two of work."""

MAX_LOOKS = 5_000_000_000
"""Rows looked at by a loss that needs every row at every step: two seconds."""

MOST_RACERS = 8
FARTHEST_START = 1e12
Coordinate = Annotated[float, Field(ge=-FARTHEST_START, le=FARTHEST_START)]


def _not_too_many(racers: Any) -> Any:
    """Before each of them is looked at: there may be thousands in a broken file."""
    if isinstance(racers, list | tuple) and len(racers) > MOST_RACERS:
        raise PydanticCustomError(
            "too_many", "must hold at most {most}", {"most": MOST_RACERS, "got": len(racers)}
        )
    return racers


class Experiment(Checked, frozen=True):
    """One question to the optimizers. The same Experiment gives the same Result, to the last bit."""

    problem: Kind = linear_regression.Choice()
    seed: Annotated[
        int,
        Field(
            ge=0,
            lt=2**32,
            title="seed",
            description="Decides which rows are drawn, where the walk starts and what is in each batch.",
        ),
    ] = 42
    start: Annotated[
        tuple[Coordinate, Coordinate] | None,
        Field(
            title="start",
            description="Where every racer begins. None: drawn from the seed, or the surface's own.",
        ),
    ] = None
    epochs: Annotated[
        int,
        Field(ge=1, le=10_000, title="epochs", description="How often each training row is seen."),
    ] = 100
    batch_size: Annotated[
        int,
        Field(
            ge=1,
            title="batch size",
            description="Rows per step. Gradient descent always takes all of them.",
        ),
    ] = 32
    threshold: Annotated[
        float | None,
        Field(
            ge=0,
            title="stopping threshold",
            description="Stop after an epoch in which the training loss fell by less than this. "
            "None: use up all epochs.",
        ),
    ] = None
    racers: Annotated[tuple[Racer, ...], Field(min_length=1), BeforeValidator(_not_too_many)]

    def __init__(self, **fields: Any) -> None:
        """Fields by name; problem and racers may be plain dicts. Raises pydantic.ValidationError."""
        super().__init__(**fields)

    @model_validator(mode="after")
    def _fits_together(self) -> "Experiment":
        n = self.problem.train_rows
        sizes = {"batch_size": self.batch_size}
        sizes |= {f"racers.{i}.batch_size": racer.batch_size or 1 for i, racer in enumerate(self.racers)}
        for field, size in sizes.items():
            if self.problem.on_rows and size > n:
                raise PydanticCustomError(
                    "batch_size",
                    "must be at most the {n} training rows",
                    {"field": field, "got": size, "n": n},
                )
        if self.start and isinstance(self.problem, FormulaChoice) and not self.problem.has_height(self.start):
            raise PydanticCustomError(
                "start",
                "must be a place where the formula has a finite height",
                {"field": "start", "got": list(self.start)},
            )
        steps = sum(self.epochs * self.steps_per_epoch(racer) for racer in self.racers)
        if steps > MAX_STEPS:
            raise PydanticCustomError(
                "steps",
                "must make at most {most} steps, all racers together, not {steps}: "
                "take fewer epochs, larger batches or fewer racers",
                {"field": "epochs", "steps": f"{steps:,}", "most": f"{MAX_STEPS:,}"},
            )
        if isinstance(self.problem, linear_regression.Choice):
            self._bound_work(self.problem, steps)
        return self

    def _bound_work(self, problem: linear_regression.Choice, steps: int) -> None:
        """Few steps may still be much work, on many rows."""
        n, rows = problem.train_rows, problem.rows
        sizes = len({self.batch_of(racer) for racer in self.racers} - {n})
        if self.epochs * n * sizes > MAX_DRAWN:
            most = MAX_DRAWN // (n * sizes)
            raise PydanticCustomError(
                "drawn",
                "must be at most {most} with {n} training rows in mini-batches"
                + (" of {sizes} sizes" if sizes > 1 else "")
                + ": take fewer epochs or rows, or batches of all rows",
                {"field": "epochs", "got": self.epochs, "most": f"{most:,}", "n": n, "sizes": sizes},
            )
        if problem.loss != "mse" and steps * rows > MAX_LOOKS:
            raise PydanticCustomError(
                "steps",
                "must make at most {most} steps, all racers together, not {steps}, where the loss looks at "
                "each of {rows} rows at every step: take fewer epochs or rows, or larger batches",
                {"field": "epochs", "steps": f"{steps:,}", "most": f"{MAX_LOOKS // rows:,}", "rows": rows},
            )

    @model_validator(mode="wrap")
    @classmethod
    def _refused_in_words(cls, given: Any, check: ModelWrapValidatorHandler["Experiment"]) -> "Experiment":
        """The last of the validators, around all the others."""
        try:
            return check(given)
        except ValidationError as error:
            raise said_plainly(cls.__name__, error) from None

    def batch_of(self, racer: Racer) -> int:
        """Rows per step of this racer; on a surface without rows, 1."""
        n = self.problem.train_rows
        return n if racer.rule.full_batch else min(n, racer.batch_size or self.batch_size)

    def steps_per_epoch(self, racer: Racer) -> int:
        """Steps this racer takes to see every training row once; the last batch may be short."""
        return -(-self.problem.train_rows // self.batch_of(racer))

    def rates(self, racer: Racer) -> np.ndarray:
        """(T,) the learning rate of every step this racer is planned to take."""
        steps = self.epochs * self.steps_per_epoch(racer)
        return SCHEDULES[racer.schedule].rates(racer.hypers["lr"], steps, **racer.schedule_hypers)

    @property
    def names(self) -> tuple[str, ...]:
        """What each racer is called: its label, or its optimizer and what sets it apart from its twins."""
        bare = [racer.label or racer.rule.name for racer in self.racers]
        full = [
            name if bare.count(name) == 1 else f"{name}{self._difference(i)}" for i, name in enumerate(bare)
        ]
        return tuple(_numbered(full))

    def _difference(self, i: int) -> str:
        """The settings in which racer i differs from others of the same optimizer, as ", lr 0.1"."""
        me = self.racers[i]
        twins = [racer for racer in self.racers if racer.optimizer == me.optimizer]
        odd = [
            f", {name} {value:g}"
            for name, value in me.hypers.items()
            if any(twin.hypers[name] != value for twin in twins)
        ]
        if any(twin.schedule != me.schedule for twin in twins):
            odd.append(f", {SCHEDULES[me.schedule].name.lower()}")
        odd += [
            f", {name} {value:g}"
            for name, value in me.schedule_hypers.items()
            if any(twin.schedule == me.schedule and twin.schedule_hypers[name] != value for twin in twins)
        ]
        batch = self.batch_of(me)
        if any(self.batch_of(twin) != batch for twin in twins):
            odd.append(f", batch {batch}")
        return "".join(odd)

    def only(self, racer: Racer) -> "Experiment":
        """The same experiment with this racer alone: what its own run depends on."""
        return self.model_copy(update={"racers": (racer.model_copy(update={"label": ""}),)})

    @property
    def keys(self) -> tuple[str, ...]:
        """For each racer all that decides its run, as text: whoever has the same text runs the same."""
        shared = self.model_dump_json(exclude={"racers"})
        return tuple(shared + racer.model_dump_json(exclude={"label"}) for racer in self.racers)

    def to_json(self, indent: int | None = None) -> str:
        """The Experiment as JSON; every value is written, also those left at their defaults."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Experiment":
        """The Experiment of such JSON.

        Raises pydantic.ValidationError (a ValueError) naming each field that is unknown or impossible.
        """
        mark = "\ufeff" if isinstance(text, str) else b"\xef\xbb\xbf"  # that some editors put first
        return cls.model_validate_json(text.removeprefix(mark))  # type: ignore[arg-type]

    @classmethod
    def preset(cls, id: str) -> "Experiment":
        """The Experiment of a preset. Raises ValueError when there is none of that name."""
        if id not in PRESETS:
            raise ValueError(f"preset: must be one of {', '.join(PRESETS)}, got {id!r}")
        return cls(**PRESETS[id].experiment)


def _numbered(names: list[str]) -> Iterator[str]:
    """Every name once: twins get numbers, but none that makes them the twin of another.

    >>> [*_numbered(["x", "x", "y", "x #2"])]
    ['x #1', 'x #3', 'y', 'x #2']
    """
    often, taken = Counter(names), set(names)
    for name in names:
        if often[name] > 1:
            name = next(each for k in count(1) if (each := f"{name} #{k}") not in taken)
            taken.add(name)
        yield name
