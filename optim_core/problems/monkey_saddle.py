"""The monkey saddle: three ways down, three ways up, and no minimum."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="monkey_saddle",
    name="Monkey saddle",
    idea="Three ways down and three ways up meet in a flat point; there is no minimum.",
    teach="In the middle even the curvature is 0: gradient descent slows down on its way there, and "
    "once past it falls for ever.",
    reference="Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie",
    formula="x**3 - 3*x*y**2",
    window=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.2, 0.01),
    minima=(),
    bounded=False,
)
