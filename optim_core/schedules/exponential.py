"""Exponential: the same percentage less in every step."""

from optim_core.types import Hyper, Schedule


def factor(i, steps, end):
    """A run of four steps down to a sixteenth: half of it gone in every step.

    >>> [factor(i, 4, end=1 / 16) for i in range(4)]
    [1.0, 0.5, 0.25, 0.125]
    """
    return end ** (i / steps)


SCHEDULE = Schedule(
    id="exponential",
    place=30,
    name="Exponential",
    idea="Take the same small percentage off the learning rate in every step.",
    formula=r"\alpha_i &= \alpha\,\gamma^i, \qquad \gamma = f^{1/T}",
    reference="Senior et al. 2013, An empirical study of learning rates in deep neural networks for speech "
    "recognition, ICASSP (exponential scheduling); as torch.optim.lr_scheduler.ExponentialLR with "
    "gamma = end^(1/steps), and optax.exponential_decay with transition_steps = steps, decay_rate = end",
    hypers={
        "end": Hyper(
            name="factor at the end",
            symbol="f",
            default=0.01,
            legal="(0, inf)",
            slider=(1e-4, 1),
            log=True,
            help="What is left of the learning rate when the run is over. Above 1 it grows instead: "
            "a way to find out which rates are too large (Smith 2017, arXiv:1506.01186).",
        )
    },
    factor=factor,
)
