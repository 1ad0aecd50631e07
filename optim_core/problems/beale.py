"""Beale's function: a flat basin, and corners that rise by many powers of ten."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="beale",
    name="Beale",
    idea="A flat basin between corners that rise by many powers of ten.",
    teach="Start in a corner: the learning rate that serves the basin well throws gradient descent out "
    "in one step.",
    reference="Beale 1958, Princeton technical report 25; Jamil & Yang 2013, arXiv:1308.4008",
    formula="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    window=((-4.5, 4.5), (-4.5, 4.5)),
    start=(1.0, 1.5),
    minima=((3.0, 0.5, 0.0),),
)
