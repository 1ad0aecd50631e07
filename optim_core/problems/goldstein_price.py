"""Goldstein and Price's function: heights from 3 to a million."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="goldstein_price",
    name="Goldstein–Price",
    idea="Heights from 3 to a million, and four valleys between the walls.",
    teach="A learning rate that survives the walls hardly moves in the valleys; the heights are best "
    "seen on a log scale.",
    reference="Goldstein & Price 1971, Mathematics of Computation 25; Jamil & Yang 2013, arXiv:1308.4008",
    formula="(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))*(30 + (2*x - 3*y)**2*(18 - "
    "32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.5, 0.5),
    minima=(
        (0.0, -1.0, 3.0),
        (-0.6, -0.4, 30.0),
        (1.8, 0.2, 84.0),
        (1.2, 0.8, 840.0),
    ),
)
