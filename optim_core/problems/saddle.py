"""The plain saddle."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="saddle",
    name="Saddle",
    idea="Down in one direction, up in the other: flat in the middle, and no minimum.",
    teach="Started almost on the ridge, gradient descent creeps towards the middle and lingers; watch "
    "who leaves first.",
    reference="Dauphin et al. 2014, arXiv:1406.2572",
    formula="x**2 - y**2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.5, 0.001),
    minima=(),
    bounded=False,
)
