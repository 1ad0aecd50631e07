"""Cosine: half a wave from the learning rate down to almost nothing."""

import numpy as np

from optim_core.types import Hyper, Schedule

LOW = Hyper(
    name="lowest share",
    symbol=r"\ell",
    default=0.0,
    legal="[0, 1]",
    slider=(0, 1),
    help="What is left of the learning rate when the run is over: torch's eta_min, divided by the rate.",
)


def factor(i, steps, low):
    """A run of four steps down to a fifth.

    >>> factor(np.arange(4), 4, low=0.2).round(4).tolist()
    [1.0, 0.8828, 0.6, 0.3172]
    """
    return low + (1 - low) * (1 + np.cos(np.pi * i / steps)) / 2


SCHEDULE = Schedule(
    id="cosine",
    place=40,
    name="Cosine",
    idea="Stay bold for long, slow down in the middle, and come to rest softly.",
    formula=r"\alpha_i &= \alpha\left(\ell + (1-\ell)\,\frac{1 + \cos(\pi i/T)}{2}\right)",
    reference="Loshchilov & Hutter 2017, SGDR, equation 5 without restarts, arXiv:1608.03983; as "
    "torch.optim.lr_scheduler.CosineAnnealingLR with T_max = steps, and optax.cosine_decay_schedule",
    hypers={"low": LOW},
    factor=factor,
)
