"""What a sweep is asked for: which racer, which of its settings, how many values and seeds, what measure."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.landscape import TOLERANCE
from optim_core.racer import Racer
from optim_core.sweep import Sweep
from optim_core.sweep.axes import BATCH_SIZE, Axis
from optim_core.sweep.sampling import Sampling

MAP, SAMPLE = "map", "sample"
VALUES = 40  # of a hyperparameter
SIZES = 13  # of a batch
Asked = Sweep | Sampling


@dataclass(frozen=True)
class Plan:
    """It belongs to an Experiment, but does not hold it."""

    racer: int
    x: Axis
    y: Axis | None
    seeds: int = 1
    tolerance: float = TOLERANCE
    measure: str = "gap"
    kind: str = MAP
    drawn: tuple[str, ...] = ()  # settings that a sample draws; none named: all
    n: int = 256  # settings in a sample
    method: str = "sobol"

    def asked(self, experiment: Experiment) -> Asked:
        """What is to be computed: it depends on this racer alone. Raises pydantic.ValidationError."""
        common = {
            "experiment": experiment.only(experiment.racers[self.racer]),
            "seeds": self.seeds,
            "tolerance": self.tolerance,
            "measure": self.measure,
        }
        if self.kind == SAMPLE:
            return Sampling.model_validate(
                {**common, "hypers": self.drawn, "n": self.n, "method": self.method}
            )
        return Sweep.model_validate({**common, "x": self.x, "y": self.y})

    @property
    def varied(self) -> str:
        """What is varied, in a few words: "lr=0.01:1.0:log:5 × beta1=0.0:0.9:linear:3"."""
        if self.kind == SAMPLE:
            return f"{self.n} samples of {', '.join(self.drawn) or 'all settings'}"
        return " × ".join(axis.to_text() for axis in (self.x, self.y) if axis)

    def to_text(self) -> str:
        """As a link has it.

        >>> axis = Axis(name="lr", low=0.01, high=1, scale="log", n=5)
        >>> Plan(0, axis, None, seeds=3).to_text()
        'racer=0;x=lr=0.01:1.0:log:5;seeds=3;tolerance=0.01;measure=gap'
        """
        y = {"y": self.y.to_text()} if self.y else {}
        sample = {"drawn": ",".join(self.drawn), "n": self.n, "method": self.method}
        values = {
            "racer": self.racer,
            "x": self.x.to_text(),
            **y,
            "seeds": self.seeds,
            "tolerance": f"{self.tolerance:g}",
            "measure": self.measure,
            **(sample if self.kind == SAMPLE else {}),
        }
        return ";".join(f"{name}={value}" for name, value in values.items())

    @staticmethod
    def from_text(text: str, experiment: Experiment) -> "Plan":
        """Such a text read back; what it leaves out is as planned for that racer. ValueError says what is
        wrong with it.

        >>> experiment = Experiment(racers=[{"optimizer": "gd"}])
        >>> Plan.from_text("x=lr=0.01:1:log:5;seeds=3", experiment).to_text()
        'racer=0;x=lr=0.01:1.0:log:5;seeds=3;tolerance=0.01;measure=gap'
        """
        given = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
        try:
            racer = int(given.pop("racer", favourite(experiment)))
            plan = planned(experiment, racer)
            fields: dict[str, Any] = {"y": None} if "x" in given else {}
            for name, value in given.items():
                fields[name] = _read(name, value)
            plan = replace(plan, kind=SAMPLE if "drawn" in given else MAP, **fields)
            plan.asked(experiment)
        except ValidationError as error:
            raise ValueError(str(complaints(error)[0])) from None
        except IndexError:
            raise ValueError(f"racer: must be from 0 to {len(experiment.racers) - 1}") from None
        except TypeError:
            raise ValueError("must be made of racer, x, y, seeds, tolerance and measure") from None
        return plan


def grid(asked: Asked) -> tuple[int, int]:
    """Rows and columns of its settings; a sample is one row."""
    return asked.shape[:2] if isinstance(asked, Sweep) else (1, asked.n)


def _read(name: str, value: str) -> Any:
    match name:
        case "x" | "y":
            return Axis.model_validate(Axis.fields_of(value))
        case "seeds" | "n":
            return int(value)
        case "tolerance":
            return float(value)
        case "drawn":
            return tuple(filter(None, value.split(",")))
    return value


def favourite(experiment: Experiment) -> int:
    """The racer with the most settings: it has the most to tune."""
    counts = [len(racer.hypers) for racer in experiment.racers]
    return counts.index(max(counts))


def planned(experiment: Experiment, i: int) -> Plan:
    """What there is to ask about racer i first: its learning rate against the setting declared next, or
    against the batch size. Raises IndexError where there is no such racer."""
    if i < 0:
        raise IndexError
    racer = experiment.racers[i]
    names = settings_of(experiment, racer)
    second = axis_of(experiment, racer, names[1]) if len(names) > 1 else None
    return Plan(i, axis_of(experiment, racer, names[0]), second)


def settings_of(experiment: Experiment, racer: Racer) -> list[str]:
    """Everything of this racer that an axis can change."""
    batch = experiment.problem.on_rows and not racer.rule.full_batch
    return [*racer.rule.hypers, *([BATCH_SIZE] if batch else [])]


def axis_of(experiment: Experiment, racer: Racer, name: str) -> Axis:
    """The range in which that setting is interesting, as it is declared."""
    if name == BATCH_SIZE:
        rows = experiment.problem.train_rows
        low, high = (8, min(512, rows)) if rows > 8 else (1, rows)
        return Axis(name=name, low=low, high=high, scale="log", n=SIZES)
    hyper = racer.rule.hypers[name]
    low, high = hyper.slider
    return Axis(name=name, low=low, high=high, scale="log" if hyper.log else "linear", n=VALUES)


def fitted(plan: Plan, experiment: Experiment) -> Plan:
    """The plan, or where it does not fit this experiment any more, the nearest that does."""
    try:
        plan.asked(experiment)
    except (ValidationError, IndexError):
        fresh = planned(experiment, min(plan.racer, len(experiment.racers) - 1))
        measure = plan.measure if plan.measure in measures(experiment, plan.kind) else "gap"
        return replace(fresh, seeds=plan.seeds, tolerance=plan.tolerance, kind=plan.kind, measure=measure)
    return plan


def measures(experiment: Experiment, kind: str) -> list[str]:
    """The measures that mean something here."""
    on_rows = ["train_loss", "test_loss"] if experiment.problem.on_rows else []
    return ["gap", "steps", "area", *on_rows, *(["diverged"] if kind == MAP else [])]
