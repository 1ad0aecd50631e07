"""Warm-up + cosine: in a straight line up to the learning rate, then down as the cosine does."""

import numpy as np

from optim_core.schedules import cosine
from optim_core.types import Hyper, Schedule

WARMUP = Hyper(
    name="warm-up",
    symbol="w",
    default=0.1,
    legal="[0, 1]",
    slider=(0, 0.5),
    help="The share of the run in which the learning rate still grows.",
)


def factor(i, steps, warmup, start, low):
    """A run of six steps, two of them to warm up.

    >>> factor(np.arange(6), 6, warmup=1 / 3, start=0.5, low=0.2).round(4).tolist()
    [0.5, 0.75, 1.0, 0.8828, 0.6, 0.3172]
    """
    w = np.rint(warmup * steps)
    # A part that has no steps is not used: its length may as well be 1.
    rising = start + (1 - start) * i / np.maximum(1, w)
    falling = cosine.factor(i - w, np.maximum(1, steps - w), low)
    return np.where(i < w, rising, falling)[()]  # [()]: np.where's number as a number


SCHEDULE = Schedule(
    id="warmup_cosine",
    place=50,
    name="Warm-up + cosine",
    idea="Begin with short steps while little is known of the slope, then go boldly, then come to rest.",
    formula=r"""
        \alpha_i &= \alpha \cdot \begin{cases}
            s + (1-s)\,i/W & i < W \\
            \ell + (1-\ell)\,\frac{1}{2}\left(1 + \cos\frac{\pi(i-W)}{T-W}\right) & \text{otherwise}
            \end{cases} \\
        W &= \text{round}(w\,T)""",
    reference="Warm-up: Goyal et al. 2017, section 2.2, arXiv:1706.02677; cosine: Loshchilov & Hutter 2017, "
    "arXiv:1608.03983; as torch.optim.lr_scheduler.SequentialLR of LinearLR with total_iters W and "
    "CosineAnnealingLR with T_max = steps − W, and optax.warmup_cosine_decay_schedule",
    hypers={
        "warmup": WARMUP,
        "start": Hyper(
            name="factor at the start",
            symbol="s",
            default=0.1,
            legal="(0, 1]",
            slider=(0.01, 1),
            log=True,
            help="The share of the learning rate with which the warm-up begins.",
        ),
        "low": cosine.LOW,
    },
    factor=factor,
)
