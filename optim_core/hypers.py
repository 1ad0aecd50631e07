"""The hyperparameters that several update rules share, each described once."""

from optim_core.types import Hyper


def learning_rate(
    default: float,
    slider: tuple[float, float] = (1e-4, 1e3),
    help: str = "The longest usual step, in the units of the parameter itself.",
) -> Hyper:
    """Every rule has one; what it means for the length of a step differs."""
    return Hyper(
        name="learning rate",
        symbol=r"\alpha",
        default=default,
        legal="(0, inf)",
        slider=slider,
        log=True,
        help=help,
    )


MOMENTUM = Hyper(
    name="momentum",
    symbol=r"\mu",
    default=0.9,
    legal="[0, 1)",
    slider=(0, 0.999),
    help="The share of the speed kept from step to step; on a steady slope it grows 1/(1 − μ) fold.",
)

RHO = Hyper(
    name="decay of the mean square",
    symbol=r"\rho",
    default=0.9,
    legal="[0, 1)",
    slider=(0, 0.9999),
    help="Memory of the gradient's size: about 1/(1 − ρ) steps are averaged.",
)

BETA1 = Hyper(
    name="decay of the first moment",
    symbol=r"\beta_1",
    default=0.9,
    legal="[0, 1)",
    slider=(0, 0.999),
    help="Memory of the direction: about 1/(1 − β₁) steps are averaged.",
)

BETA2 = Hyper(
    name="decay of the second moment",
    symbol=r"\beta_2",
    default=0.999,
    legal="[0, 1)",
    slider=(0, 0.9999),
    help="Memory of the gradient's size: about 1/(1 − β₂) steps are averaged.",
)

EPS = Hyper(
    name="epsilon",
    symbol=r"\epsilon",
    default=1e-8,
    legal="(0, inf)",
    slider=(1e-10, 1),
    log=True,
    help="Keeps the division finite; when large, it caps the boost of small gradients.",
)

WEIGHT_DECAY = Hyper(
    name="weight decay",
    symbol=r"\lambda",
    default=0.01,
    legal="[0, inf)",
    slider=(0, 1),
    help="Every step also takes away α·λ of the parameter itself.",
)
