"""A cliff, whose gradient throws far out whoever steps on it."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="cliff",
    name="Cliff",
    idea="A gentle bowl at the foot of a cliff.",
    teach="With a learning rate of 4 gradient descent steps onto the wall, where the gradient is over a "
    "hundred times as large as the one before, and is thrown far out of the picture; a rule that divides "
    "by the gradient's size is hardly thrown.",
    reference="Made for this lab; Goodfellow, Bengio & Courville 2016, Deep Learning, figure 8.3",
    formula="((x + 1)**2 + y**2)/20 + 10*(1 + tanh(10*(x - 1)))",
    window=((-6.0, 4.0), (-4.0, 4.0)),
    start=(2.5, 1.0),
    minima=((-1.0, 0.0, 0.0),),
)
