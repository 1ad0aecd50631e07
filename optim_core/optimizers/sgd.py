"""Stochastic gradient descent: gradient descent's own rule, fed with the gradient of a few rows."""

from optim_core.hypers import learning_rate
from optim_core.optimizers import gd
from optim_core.optimizers.gd import GDState, step
from optim_core.types import Optimizer

OPTIMIZER = Optimizer(
    id="sgd",
    name="SGD",
    year=1951,
    idea="Look at a handful of rows and walk straight down their slope: a rough guess, but a quick one.",
    formula=r"x_t &= x_{t-1} - \alpha\,g_t",
    reference="Robbins & Monro 1951, Annals of Mathematical Statistics 22(3); "
    "as torch.optim.SGD and optax.sgd on mini-batches",
    hypers={
        "lr": learning_rate(
            0.01,
            slider=(1e-4, 10),
            help="Step length per unit of slope. While it stays the same, the noise of the batches "
            "keeps the path from settling; a smaller one settles closer.",
        )
    },
    State=GDState,
    step=step,
    limit=gd.OPTIMIZER.limit,
)
