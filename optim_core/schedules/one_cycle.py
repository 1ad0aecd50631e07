"""1cycle: up to the learning rate along one half of a wave, then down along another to next to nothing."""

import numpy as np

from optim_core.schedules import cosine
from optim_core.types import Hyper, Schedule


def factor(i, steps, pct_start, div_factor, final_div_factor):
    """A run of seven steps, the third at the peak.

    >>> factor(np.arange(7), 7, pct_start=3 / 7, div_factor=10, final_div_factor=4).round(4).tolist()
    [0.1, 0.55, 1.0, 0.8572, 0.5125, 0.1678, 0.025]
    """
    p = pct_start * steps - 1
    first = 1 / div_factor
    last = first / final_div_factor
    # Where p is below 1 at most i = 0 is before it, and 0 divided by 1 is as good as 0 divided by p.
    rising = first + (1 - first) * (1 - np.cos(np.pi * i / np.maximum(1, p))) / 2
    falling = cosine.factor(i - p, steps - 1 - p, last)
    return np.where(i < p, rising, falling)[()]  # [()]: np.where's number as a number


SCHEDULE = Schedule(
    id="one_cycle",
    place=60,
    name="1cycle",
    idea="Warm up to a learning rate too bold to stay with, and spend the rest of the run cooling down.",
    formula=r"""
        \alpha_i &= \alpha \cdot \begin{cases}
            \frac{1}{d} + \left(1 - \frac{1}{d}\right)
                \frac{1}{2}\left(1 - \cos\frac{\pi i}{p}\right) & i < p \\
            \frac{1}{d\,D} + \left(1 - \frac{1}{d\,D}\right)
                \frac{1}{2}\left(1 + \cos\frac{\pi(i-p)}{T-1-p}\right) & \text{otherwise} \end{cases} \\
        p &= q\,T - 1""",
    reference="Smith & Topin 2018, Super-Convergence, arXiv:1708.07120 (straight lines, and a third phase); "
    "as torch.optim.lr_scheduler.OneCycleLR with max_lr the learning rate, cosine annealing and "
    "cycle_momentum=False",
    hypers={
        "pct_start": Hyper(
            name="share of the way up",
            symbol="q",
            default=0.3,
            legal="(0, 1)",
            slider=(0.05, 0.95),
            help="The share of the run that is over when the learning rate is at its peak.",
        ),
        "div_factor": Hyper(
            name="divisor at the start",
            symbol="d",
            default=25.0,
            legal="[1, inf)",
            slider=(1, 1000),
            log=True,
            help="The run begins with the learning rate divided by this.",
        ),
        "final_div_factor": Hyper(
            name="further divisor at the end",
            symbol="D",
            default=1e4,
            legal="[1, inf)",
            slider=(1, 1e6),
            log=True,
            help="The run ends with the rate it began with, divided by this.",
        ),
    },
    factor=factor,
)
