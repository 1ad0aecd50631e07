"""Booth's function: a plain bowl."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="booth",
    name="Booth",
    idea="A plain bowl, nine times as strongly curved one way as the other.",
    teach="Here theory can be checked: gradient descent converges below a learning rate of 2/L = 1/9 "
    "and diverges above it.",
    reference="Jamil & Yang 2013, arXiv:1308.4008; Surjanovic & Bingham, Virtual Library of Simulation "
    "Experiments",
    formula="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    window=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, -5.0),
    minima=((1.0, 3.0, 0.0),),
)
