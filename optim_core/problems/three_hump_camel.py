"""The three-hump camel: the lowest valley between two higher ones."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="three_hump_camel",
    name="Three-hump camel",
    idea="The lowest valley lies between two higher ones.",
    teach="From outside, gradient descent stops in a higher valley; enough momentum rolls over the rim "
    "into the lowest.",
    reference="Jamil & Yang 2013, arXiv:1308.4008; Surjanovic & Bingham, Virtual Library of Simulation "
    "Experiments",
    formula="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-2.3, 1.6),
    minima=(
        (0.0, 0.0, 0.0),
        (-1.747552345830289, 0.8737761729151445, 0.2986384422368594),
        (1.747552345830289, -0.8737761729151445, 0.2986384422368594),
    ),
)
