"""Easom's function: flat almost everywhere, with one narrow hole."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="easom",
    name="Easom",
    idea="Flat almost everywhere, with one narrow hole.",
    teach="Start a few units away: the gradient is practically 0, and gradient descent stands still.",
    reference="Easom 1990, master's thesis, University of Louisville; Jamil & Yang 2013, arXiv:1308.4008",
    formula="-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
    window=((0.0, 6.0), (0.0, 6.0)),
    start=(4.4, 2.0),
    minima=(
        (3.141592653589793, 3.141592653589793, -1.0),
        (1.3049954504376675, 1.3049954504376675, -8.110223891570066e-05),
        (1.3049954504376675, 4.978189856741919, -8.110223891570066e-05),
        (4.978189856741919, 1.3049954504376675, -8.110223891570066e-05),
        (4.978189856741919, 4.978189856741919, -8.110223891570066e-05),
    ),
)
