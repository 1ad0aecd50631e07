"""A quadratic ravine whose condition number and direction can be chosen."""

from optim_core.types import Hyper, Surface

PROBLEM = Surface(
    id="ravine",
    name="Ravine",
    idea="A straight ravine: κ times as strongly curved across as along.",
    teach="Turn κ up: gradient descent zigzags and no learning rate cures it; turn the ravine by 45° "
    "and Adam loses its advantage.",
    reference="Goh 2017, Why Momentum Really Works, Distill",
    formula="((x*cos(angle*pi/180) + y*sin(angle*pi/180))**2 + kappa*(y*cos(angle*pi/180) - "
    "x*sin(angle*pi/180))**2)/2",
    window=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 1.0),
    minima=((0.0, 0.0, 0.0),),
    parameters={
        "kappa": Hyper(
            name="condition number",
            symbol=r"\kappa",
            default=50.0,
            legal="[1, 1e6]",
            slider=(1, 1000),
            log=True,
            help="Largest curvature divided by smallest: 1 is a round bowl.",
        ),
        "angle": Hyper(
            name="direction",
            symbol=r"\varphi",
            default=0.0,
            legal="[-180, 180]",
            slider=(0, 90),
            help="How far the ravine is turned against the x-axis, in degrees.",
        ),
    },
)
