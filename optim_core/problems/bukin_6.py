"""Bukin's sixth function: a curved valley as sharp as a knife."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="bukin_6",
    name="Bukin N. 6",
    idea="A curved valley as sharp as a knife: the nearer to its floor, the steeper.",
    teach="No constant learning rate settles on the floor; try a schedule that lowers it.",
    reference="Jamil & Yang 2013, arXiv:1308.4008; Surjanovic & Bingham, Virtual Library of Simulation "
    "Experiments",
    formula="100*sqrt(abs(y - 0.01*x**2)) + 0.01*abs(x + 10)",
    window=((-15.0, -5.0), (-3.0, 3.0)),
    start=(-6.0, 2.0),
    minima=((-10.0, 1.0, 0.0),),
)
