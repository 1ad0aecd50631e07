"""Lévy's thirteenth function: a bowl under waves."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="levy_13",
    name="Lévy N. 13",
    idea="A bowl under two families of waves: hundreds of local minima, one lowest.",
    teach="The waves grow with the distance from (1, 1): a learning rate that settles near it can "
    "diverge from the rim.",
    reference="Surjanovic & Bingham, Virtual Library of Simulation Experiments",
    formula="sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2) + (y - 1)**2*(1 + sin(2*pi*y)**2)",
    window=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-4.3, 5.8),
    minima=((1.0, 1.0, 0.0),),
    dimpled=True,
)
