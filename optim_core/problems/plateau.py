"""A plateau with a hole in it."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="plateau",
    name="Plateau",
    idea="A plateau with one hole: far from it there is next to no slope to feel.",
    teach="This is a vanishing gradient: gradient descent hardly moves, a rule that divides by the "
    "gradient's size sets off at once.",
    reference="Made for this lab; Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.2.3",
    formula="1 - exp(-(x**2 + y**2)/2)",
    window=((-6.0, 6.0), (-6.0, 6.0)),
    start=(3.2, 2.4),
    minima=((0.0, 0.0, 0.0),),
)
