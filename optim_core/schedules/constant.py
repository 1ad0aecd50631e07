"""Constant: the learning rate stays as it is."""

from optim_core.types import Schedule


def factor(i, steps):
    """
    >>> factor(7, 10)
    1.0
    """
    return 1.0 + 0.0 * i  # + 0·i: in the shape of i


SCHEDULE = Schedule(
    id="constant",
    place=10,
    name="Constant",
    idea="Keep the learning rate as it is: as bold at the end as at the start.",
    formula=r"\alpha_i &= \alpha",
    reference="Without a scheduler, as torch and optax are by default",
    hypers={},
    factor=factor,
)
