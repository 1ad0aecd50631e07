"""Styblinski and Tang's function: four valleys of different depth."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="styblinski_tang",
    name="Styblinski–Tang",
    idea="Four valleys of different depth, the lowest in one corner.",
    teach="Compare the heights at which the racers end: converging and finding the lowest valley are "
    "two things.",
    reference="Styblinski & Tang 1990, Neural Networks 3(4); Jamil & Yang 2013, arXiv:1308.4008",
    formula="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    start=(0.6, 4.5),
    minima=(
        (-2.903534027771177, -2.903534027771177, -78.33233140754282),
        (-2.903534027771177, 2.746802770990837, -64.19561235905536),
        (2.746802770990837, -2.903534027771177, -64.19561235905536),
        (2.746802770990837, 2.746802770990837, -50.05889331056788),
    ),
)
