"""Step: hold the learning rate, cut it, hold it again."""

import numpy as np

from optim_core.types import Hyper, Schedule


def factor(i, steps, every, gamma):
    """A run of ten steps, cut to a fifth after every four.

    >>> factor(np.arange(10), 10, every=0.4, gamma=0.2).round(4).tolist()
    [1.0, 1.0, 1.0, 1.0, 0.2, 0.2, 0.2, 0.2, 0.04, 0.04]
    """
    k = np.maximum(1, np.rint(every * steps))
    return gamma ** (i // k)


SCHEDULE = Schedule(
    id="step",
    place=20,
    name="Step",
    idea="Walk boldly for a while, then cut the learning rate at once, and again after as long.",
    formula=r"\alpha_i &= \alpha\,\gamma^{\lfloor i/k \rfloor}, \qquad k = \text{round}(q\,T)",
    reference="He et al. 2016, Deep Residual Learning, section 3.4, arXiv:1512.03385 (at fixed steps); "
    "as torch.optim.lr_scheduler.StepLR with step_size k, and optax.exponential_decay with staircase",
    hypers={
        "every": Hyper(
            name="cut after every",
            symbol="q",
            default=0.25,
            legal="(0, 1]",
            slider=(0.05, 1),
            help="As a share of the run: 0.25 makes four stairs of the same length.",
        ),
        "gamma": Hyper(
            name="cut to",
            symbol=r"\gamma",
            default=0.5,
            legal="(0, 1]",
            slider=(0.1, 1),
            help="What is left of the learning rate after each cut; torch's default is 0.1.",
        ),
    },
    factor=factor,
)
