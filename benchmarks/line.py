"""One line of the table: what was measured, what it is compared with, and what it should be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(frozen=True)
class Samples:
    """Repeated measurements of one thing, in one unit."""

    name: str
    unit: str
    values: Sequence[float] = field(repr=False)

    @property
    def median(self) -> float:
        return self.quantile(0.5)

    @property
    def p95(self) -> float:
        return self.quantile(0.95)

    def quantile(self, share: float) -> float:
        """Linear between the two nearest measurements, as NumPy does it."""
        ordered = sorted(self.values)
        place = share * (len(ordered) - 1)
        low = ordered[int(place)]
        return low + (ordered[min(int(place) + 1, len(ordered) - 1)] - low) * (place % 1)


@dataclass(frozen=True)
class Target:
    """What a line should reach. What is not set is not asked for."""

    median: float | None = None  # at most
    p95: float | None = None  # at most
    faster: float | None = None  # times faster than the baseline, at least


@dataclass(frozen=True)
class Line:
    """Samples beside their baseline; no samples mean that something needed is not installed."""

    samples: Samples
    baseline: Samples | None = None
    target: Target = Target()

    @property
    def ratio(self) -> float | None:
        """Median over the baseline's median."""
        if not self.samples.values or self.baseline is None or not self.baseline.values:
            return None
        return self.samples.median / self.baseline.median

    @property
    def met(self) -> bool | None:
        """Is the target reached? None without one."""
        if not self.samples.values:
            return None
        asked = [
            (self.samples.median, self.target.median),
            (self.samples.p95, self.target.p95),
            (self.ratio, self.target.faster and 1 / self.target.faster),
        ]
        checks = [got is not None and got <= most for got, most in asked if most is not None]
        return all(checks) if checks else None


def seconds(action: Callable[[], object]) -> float:
    """How long the action takes."""
    begin = perf_counter()
    action()
    return perf_counter() - begin


def rounds(actions: dict[str, Callable[[], object]], count: int) -> dict[str, list[float]]:
    """Seconds of every action, one after the other, round by round: a busy moment then hits all of them.

    The first round warms up and does not count.
    """
    times: dict[str, list[float]] = {name: [] for name in actions}
    for turn in range(count + 1):
        for name, action in actions.items():
            taken = seconds(action)
            if turn:
                times[name].append(taken)
    return times
