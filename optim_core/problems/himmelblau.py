"""Himmelblau's function: four valleys, all equally deep."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="himmelblau",
    name="Himmelblau",
    idea="Four valleys, all equally deep, around a hill.",
    teach="Move the start a little: it decides which valley is reached, and so does the optimizer; no "
    "valley is better than another.",
    reference="Himmelblau 1972, Applied Nonlinear Programming; Jamil & Yang 2013, arXiv:1308.4008",
    formula="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    start=(0.0, 0.0),
    minima=(
        (-3.779310253377747, -3.2831859912861696, 0.0),
        (-2.805118086952745, 3.131312518250573, 0.0),
        (3.0, 2.0, 0.0),
        (3.5844283403304917, -1.8481265269644036, 0.0),
    ),
)
