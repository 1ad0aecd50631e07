"""Rastrigin's function: a bowl full of dimples."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="rastrigin",
    name="Rastrigin",
    idea="A bowl full of dimples: 121 local minima in the window, only one of them the lowest.",
    teach="Every rule ends in a dimple near its start: to find the lowest of many valleys is a search, "
    "and none of them searches.",
    reference="Rastrigin 1974, Systems of Extremal Control; Surjanovic & Bingham, Virtual Library of "
    "Simulation Experiments",
    formula="20 + x**2 + y**2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)",
    window=((-5.12, 5.12), (-5.12, 5.12)),
    start=(3.3, -2.4),
    minima=((0.0, 0.0, 0.0),),
    dimpled=True,
)
