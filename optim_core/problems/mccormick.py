"""McCormick's function: a tilted, wavy trough."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="mccormick",
    name="McCormick",
    idea="A tilted, wavy trough: two valleys in the window, ever lower ones outside.",
    teach="Momentum can roll through the lowest valley of the window and on to ever lower ones: what, "
    "then, is the minimum?",
    reference="Jamil & Yang 2013, arXiv:1308.4008; Surjanovic & Bingham, Virtual Library of Simulation "
    "Experiments",
    formula="sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
    window=((-1.5, 4.0), (-3.0, 4.0)),
    start=(3.5, 3.5),
    minima=(
        (-0.5471975511965977, -1.5471975511965979, -1.9132229549810364),
        (2.5943951023931957, 1.5943951023931955, 1.2283696986087569),
    ),
    bounded=False,
)
