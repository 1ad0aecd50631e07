"""Who is ahead, and is it more than luck? Racers against each other over the same seeds."""

from math import comb

import numpy as np

from optim_core.sweep.quantiles import median
from optim_core.sweep.seeds import SeedsResult, bootstrap

FEWEST = 6  # seeds: with fewer, all of them lie on one side of the median in more than 5 of 100 cases
FLOOR = 1e-12  # of the first gap: who is lower has arrived, and how much lower does not count


def judged(result: SeedsResult, measure: str) -> np.ndarray:
    """What the racers are compared by, the smaller the better: (racers, seeds).

    "test_loss" and "steps" (epochs to the tolerance) are themselves; anything else means the gap at the
    end.
    """
    if measure == "test_loss":
        return result.test_loss
    if measure == "steps":
        return result.arrived
    ends, first = result.gaps[..., -1], result.gaps[..., 0]
    return np.maximum(ends, FLOOR * first) if (result.gaps >= 0).all() else ends


def alike(result: SeedsResult) -> bool:
    """Did every seed give the same race? Then nothing was random, and one seed says all."""
    return bool((result.gaps == result.gaps[:, :1]).all() and (result.ends == result.ends[:, :1]).all())


def leaders(values: np.ndarray) -> list[int]:
    """The racer with the smallest median, and those whose interval of the median overlaps with its own.

    values (racers, seeds); nobody where all medians are infinite.
    """
    middle = median(values)
    best = int(np.argmin(middle))
    if not np.isfinite(middle[best]):
        return []
    low, high = bootstrap(values)
    near = np.flatnonzero(low <= high[best])
    return [best, *(int(i) for i in near[np.argsort(middle[near], kind="stable")] if i != best)]


def wins(values: np.ndarray) -> np.ndarray:
    """How often racer i was ahead of racer j with the same seed: (racers, racers).

    >>> wins(np.array([[1.0, 1.0, 2.0], [2.0, 1.0, np.inf]])).tolist()
    [[0, 2], [0, 0]]
    """
    return np.sum(values[:, None] < values[None], axis=-1)


def sign_test(wins: int, losses: int) -> float:
    """How often fair coins would fall at least as one-sidedly, to either side; draws left out.

    The sign test (Arbuthnot 1710): its p-value.

    >>> round(sign_test(17, 3), 5), sign_test(2, 2), sign_test(0, 0)
    (0.00258, 1.0, 1.0)
    """
    n = wins + losses
    tail = sum(comb(n, k) for k in range(max(wins, losses), n + 1))
    return min(1.0, 2 * tail / 2**n)


def standing(values: np.ndarray) -> tuple[int, int, int]:
    """Of one racer's values (seeds,): the places of the best, the one in the middle, and the worst.

    Of an even number of seeds the better of the two in the middle.

    >>> standing(np.array([5.0, np.inf, 1.0, 2.0]))
    (2, 3, 1)
    """
    order = np.argsort(values, kind="stable")
    return int(order[0]), int(order[(len(order) - 1) // 2]), int(order[-1])
