"""Ackley's function: ripples around a funnel with a pointed end."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="ackley",
    name="Ackley",
    idea="A rippled, almost flat plain around a funnel with a pointed end.",
    teach="Short steps are caught by the ripples; and at the tip, where the slope does not fade, a "
    "constant learning rate never settles.",
    reference="Ackley 1987, A Connectionist Machine for Genetic Hillclimbing; Jamil & Yang 2013, "
    "arXiv:1308.4008",
    formula="-20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    start=(3.4, -2.6),
    minima=((0.0, 0.0, 0.0),),
    dimpled=True,
)
