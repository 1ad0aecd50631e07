"""Rosenbrock's banana valley."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="rosenbrock",
    name="Rosenbrock",
    idea="A valley bent like a banana: easy to find, slow to follow.",
    teach="Gradient descent drops into the valley within a few steps and then needs thousands along its "
    "flat floor; momentum needs far fewer.",
    reference="Rosenbrock 1960, The Computer Journal 3(3); Jamil & Yang 2013, arXiv:1308.4008",
    formula="(1 - x)**2 + 100*(y - x**2)**2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.2, 1.0),
    minima=((1.0, 1.0, 0.0),),
)
