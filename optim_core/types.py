"""The nouns of the core: Hyper, Optimizer, Schedule, Problem, Surface, Preset, and what belongs to them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from optim_core.shortened import got

if TYPE_CHECKING:
    from optim_core.terrain import Terrain

Array = Any  # a float or an array of any shape: update rules are elementwise and do not care which


@dataclass(frozen=True, kw_only=True)
class Hyper:
    """One hyperparameter: its default, where it is legal, where it is interesting."""

    name: str  # in words, as in the papers
    symbol: str  # LaTeX
    default: float
    legal: str  # an interval, written as in a textbook: "[0, 1)"
    slider: tuple[float, float]  # the interesting part of it
    help: str
    log: bool = False  # is a factor, not a difference, what matters?

    def check(self, value: Any) -> float:
        """The value as a float. ValueError says what it was and what is allowed."""
        try:
            number = None if isinstance(value, bool) else float(value)
        except OverflowError:
            number = float("inf")
        except (TypeError, ValueError):
            number = None
        if number is None or not isfinite(number):
            kind = "number" if number is None else "finite number"
            raise ValueError(f"must be a {kind} {self.allowed}, {got(value)}")
        low, high = (float(end) for end in self.legal[1:-1].split(","))
        above = number >= low if self.legal[0] == "[" else number > low
        below = number <= high if self.legal[-1] == "]" else number < high
        if not (above and below):
            raise ValueError(f"must be a number {self.allowed}, {got(value)}")
        return number

    @property
    def allowed(self) -> str:
        """The legal interval in words: "above 0", "of at least 0 and below 1"."""
        low, high = (end.strip() for end in self.legal[1:-1].split(","))
        from_low = f"of at least {low}" if self.legal[0] == "[" else f"above {low}"
        to_high = f" and at most {high}" if self.legal[-1] == "]" else f" and below {high}"
        return from_low + ("" if high == "inf" else to_high)


@dataclass(frozen=True)
class Fastest:
    """The constant settings with which a rule comes down a quadratic fastest, and how fast that is."""

    settings: dict[str, float]
    rate: float  # the distance to the lowest point shrinks by this factor a step, in the long run
    formula: str  # LaTeX: settings and rate ρ from the gentlest curvature ℓ, the steepest L and κ = L/ℓ
    source: str


@dataclass(frozen=True)
class Limit:
    """What theory knows of a rule on a quadratic: above which learning rate it diverges, and more."""

    formula: str  # in plain letters: "2(1 + μ)/L", L the largest curvature
    times_curvature: Callable[..., float]  # (**hypers) -> the limit times L
    polynomial: Callable[
        ..., list[float]
    ]  # (curvature, **hypers) -> z² + …, whose roots are a step's factors
    fastest: Callable[[float, float], Fastest]  # (gentlest, steepest curvature) -> the best there is
    source: str  # of the limit


@dataclass(frozen=True, kw_only=True)
class Convention:
    """How a rule differs from the one whose idea it shares, and which settings mean the same."""

    of: str  # the other rule's id
    difference: str  # a sentence or two
    exact: bool  # do equivalent settings give the same path, or nearly so?
    here: Callable[..., dict[str, float]]  # (**settings of the other rule) -> the equivalent settings here
    there: Callable[..., dict[str, float]]  # and back


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule and everything that is said about it, each fact once."""

    id: str
    name: str
    year: int
    idea: str  # one sentence
    formula: str  # LaTeX, the lines of an aligned environment
    reference: str  # paper and algorithm number, and which library's variant this is
    hypers: dict[str, Hyper]
    State: type  # a NamedTuple; a field starts at its default, or at 0
    step: Callable[..., tuple[Array, Any]]  # (x, g, t, s, *hypers) -> x, s
    short: str = ""  # for narrow places, where the name is long
    full_batch: bool = False  # always takes all rows, whatever the batch size
    limit: Limit | None = None  # where theory knows one
    convention: Convention | None = None  # if it is another rule's idea, written in another way

    def init(self, x: Array) -> Any:
        """The State before the first step, each field in the shape of x."""
        defaults = self.State._field_defaults
        return self.State(*(x * 0.0 + defaults.get(field, 0.0) for field in self.State._fields))

    def settings(self, **given: Any) -> dict[str, float]:
        """All hyperparameters in order, defaults filled in. ValueError names the culprit."""
        return _settings(self.name, self.hypers, given)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How the learning rate changes during a run, and everything that is said about it."""

    id: str
    place: int  # where it stands in the list
    name: str
    idea: str  # one sentence
    formula: str  # LaTeX, the lines of an aligned environment; T: the steps of the run
    reference: str  # paper, and which library's scheduler this is
    hypers: dict[str, Hyper]
    factor: Callable[..., Array]  # (i, steps, **hypers) -> what the learning rate is multiplied by at step i

    def settings(self, **given: Any) -> dict[str, float]:
        """All hyperparameters in order, defaults filled in. ValueError names the culprit."""
        return _settings(self.name, self.hypers, given)

    def rates(self, lr: float, steps: int, **hypers: float) -> np.ndarray:
        """(steps,) the learning rate of every step of a run that is planned to take so many."""
        with np.errstate(over="ignore"):  # a rate that grows without bound ends as a run that diverged
            return lr * self.factor(np.arange(steps), steps, **hypers)


def _settings(owner: str, hypers: dict[str, Hyper], given: dict[str, Any]) -> dict[str, float]:
    unknown = sorted(given.keys() - hypers.keys())
    if unknown:
        has = ", ".join(hypers) or "none"
        raise ValueError(f"{unknown[0]}: {owner} has no such hyperparameter; it has {has}")
    values = {}
    for name, hyper in hypers.items():
        try:
            values[name] = hyper.check(given.get(name, hyper.default))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return values


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A kind of loss surface that is made of data."""

    id: str
    name: str
    idea: str
    formula: str  # LaTeX
    reference: str


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A landscape that a formula makes, and everything that is said about it."""

    id: str
    name: str
    idea: str  # one sentence
    teach: str  # one sentence: what to show a class with it
    reference: str
    formula: str  # in the language of formula.py: x, y and the parameters
    window: tuple[tuple[float, float], tuple[float, float]]  # (x0, x1), (y0, y1): where to look
    start: tuple[float, float]  # a point from which there is something to see
    minima: tuple[tuple[float, float, float], ...]  # (x, y, f), the lowest first, local ones where few
    dimpled: bool = False  # has it more local minima than are listed?
    bounded: bool = True  # is there a lowest height on the whole plane?
    parameters: dict[str, Hyper] = field(default_factory=dict)

    @property
    def lowest(self) -> float | None:
        """The lowest height there is; None if it goes down for ever."""
        return self.minima[0][2] if self.bounded and self.minima else None

    @property
    def latex(self) -> str:
        """The formula, as it is written."""
        from optim_core.formula import latex, parse  # here: SymPy is loaded when a formula is first used

        symbols = {name: hyper.symbol for name, hyper in self.parameters.items()}
        return latex(parse(self.formula, symbols), symbols)

    def settings(self, **given: Any) -> dict[str, float]:
        """All parameters in order, defaults filled in. ValueError names the culprit."""
        return _settings(self.name, self.parameters, given)

    def terrain(self, **parameters: float) -> "Terrain":
        """Heights, slopes and bends for these parameters; the same object again for the same values."""
        from optim_core.terrain import formed

        return formed(self.formula, tuple(self.settings(**parameters).items()))

    def f(self, p: ArrayLike, **parameters: float) -> np.ndarray:
        """Height at p (…, 2): (…)."""
        return self.terrain(**parameters).f(p)

    def grad(self, p: ArrayLike, **parameters: float) -> np.ndarray:
        """Gradient at p (…, 2): (…, 2)."""
        return self.terrain(**parameters).grad(p)

    def hessian(self, p: ArrayLike, **parameters: float) -> np.ndarray:
        """Second derivatives at p (…, 2): (…, 2, 2)."""
        return self.terrain(**parameters).hessian(p)


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A named Experiment with one sentence of what to look at, and why."""

    id: str
    place: int  # where it stands in the list
    title: str
    look: str
    experiment: dict[str, Any]  # the arguments of Experiment
