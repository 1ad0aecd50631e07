"""Inverse square root: a linear warm-up, then down as 1/√t, which never quite comes to rest."""

import numpy as np

from optim_core.schedules.warmup_cosine import WARMUP
from optim_core.types import Schedule


def factor(i, steps, warmup):
    """A run of 16 steps, four of them to warm up: half the rate is left after four times as many.

    >>> factor(np.array([0, 1, 2, 3, 8, 15]), 16, warmup=0.25).round(4).tolist()
    [0.25, 0.5, 0.75, 1.0, 0.6667, 0.5]
    """
    t = i + 1
    w = np.maximum(1, np.rint(warmup * steps))
    return np.minimum(t / w, np.sqrt(w / t))


SCHEDULE = Schedule(
    id="inverse_sqrt",
    place=70,
    name="Inverse square root",
    idea="Warm up, then let the learning rate fall: quickly at first, ever more slowly, with no end in view.",
    formula=r"""
        \alpha_i &= \alpha\,\min\left(t/W, \sqrt{W/t}\right), \qquad t = i + 1 \\
        W &= \max(1, \text{round}(w\,T))""",
    reference="Vaswani et al. 2017, Attention Is All You Need, equation 3, arXiv:1706.03762, scaled so that "
    "its peak is the learning rate (theirs: 1/√(d·W), d the size of the model); torch and optax have none",
    hypers={"warmup": WARMUP},
    factor=factor,
)
