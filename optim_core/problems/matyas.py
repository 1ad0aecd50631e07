"""Matyas's function: a long trough."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="matyas",
    name="Matyas",
    idea="A long trough, 25 times as strongly curved across as along.",
    teach="Along the floor the gradient is tiny: momentum gathers speed where gradient descent crawls.",
    reference="Jamil & Yang 2013, arXiv:1308.4008; Surjanovic & Bingham, Virtual Library of Simulation "
    "Experiments",
    formula="0.26*(x**2 + y**2) - 0.48*x*y",
    window=((-10.0, 10.0), (-10.0, 10.0)),
    start=(9.0, 4.0),
    minima=((0.0, 0.0, 0.0),),
)
