"""Hilly country, to be walked down blindfolded."""

from optim_core.types import Surface

PROBLEM = Surface(
    id="hills",
    name="Hills",
    idea="Hilly country with valleys of different depth.",
    teach="Feeling only the slope under one's feet, as if blindfolded, one ends in a valley nearby: "
    "where a walk begins often matters more than how.",
    reference="Made for this lab",
    formula="(x**2 + y**2)/16 + sin(1.2*x + 0.5) + cos(1.5*y - 0.6*x)",
    window=((-6.0, 6.0), (-6.0, 6.0)),
    start=(4.5, 5.0),
    minima=(
        (-1.6312824890980449, 1.3658374493512258, -1.7041824963793735),
        (-1.5038640395537237, -2.5530142207428876, -1.3931765408947139),
        (3.2501171413525785, -0.7525144390395954, -1.2540808729555935),
        (3.115455576403321, 3.1627673796104303, -0.6226409581810868),
        (-1.7564336863066656, 5.277061184429727, 0.035841016528249434),
        (3.3785012600360864, -4.6655675856028065, 0.16502422763169458),
    ),
)
