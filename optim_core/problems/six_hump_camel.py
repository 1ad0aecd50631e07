"""The six-hump camel: six valleys in three mirrored pairs."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="six_hump_camel",
    name="Six-hump camel",
    idea="Six valleys in three mirrored pairs; one pair is the lowest.",
    teach="Start next to the saddle at (0, 0): the smallest step aside decides which of the two lowest "
    "valleys is reached.",
    reference="Dixon & Szegö 1978, Towards Global Optimisation 2; Jamil & Yang 2013, arXiv:1308.4008",
    formula="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (4*y**2 - 4)*y**2",
    window=((-2.0, 2.0), (-1.0, 1.0)),
    start=(1.2, 0.9),
    minima=(
        (-0.08984201310031806, 0.7126564030207396, -1.0316284534898774),
        (0.08984201310031806, -0.7126564030207396, -1.0316284534898774),
        (-1.703606714969981, 0.7960835686726251, -0.2154638243837184),
        (1.703606714969981, -0.7960835686726251, -0.2154638243837184),
        (-1.6071047529201974, -0.5686514548841314, 2.1042503103112575),
        (1.6071047529201974, 0.5686514548841314, 2.1042503103112575),
    ),
)
