"""Linear regression: the line through a cloud of points that misses their heights least."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from optim_core.batches import batch_means, orders, slices
from optim_core.bowl import Bowl, bowl_ground
from optim_core.data import Scale, draw, table_of
from optim_core.ground import Ground
from optim_core.landscape import TOLERANCE, Window
from optim_core.row_loss import RowLoss, row_ground
from optim_core.rows import Rows
from optim_core.types import Problem
from optim_core.uploads import DataMissing

ROUNDING = 1e-12  # of the loss of the line at 0: what is below may be rounding alone

Scaling = Literal["raw", "standard"]
DRAWN = 2.0  # starts are drawn from a normal distribution around 0: 19 of 20 numbers lie nearer
MARGIN = 0.2  # of the side of what a window has to show, around it


class Choice(Rows, frozen=True):
    """What decides the surface, apart from the seed."""

    on_rows: ClassVar[bool] = True  # there are mini-batches and epochs
    kind: Literal["linear_regression"] = "linear_regression"
    x_scale: Annotated[
        Scaling,
        Field(
            title="scale of x",
            description="raw: in its own unit. standard: mean 0 and standard deviation 1 on the "
            "training rows, which makes the bowl round.",
        ),
    ] = "raw"
    y_scale: Annotated[
        Scaling,
        Field(
            title="scale of y",
            description="raw: in its own unit. standard: mean 0 and standard deviation 1 on the "
            "training rows, so that m and b lie near 1 instead of near thousands.",
        ),
    ] = "raw"

    loss: Annotated[
        Literal["mse", "mae", "huber"],
        Field(
            title="loss",
            description="mse: the mean squared error, far rows count most. mae: the mean absolute error, "
            "every row pulls equally. huber: squared up to δ, straight from there on.",
        ),
    ] = "mse"
    delta: Annotated[
        float,
        Field(
            gt=0,
            le=1e12,
            title="δ of Huber's loss",
            description="Errors beyond δ, in the units of the scaled y, count as if they were straight.",
        ),
    ] = 1.0

    def build(self, rng: np.random.RandomState) -> "LinearRegression":
        """The surface; consumes rng as the tutorial does."""
        return build(self, rng)


@dataclass(frozen=True)
class LinearRegression:
    """A line y = m·x + b over given rows: a Landscape whose point p (…, 2) is (m, b)."""

    x_train: np.ndarray  # (n,) in scaled units
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    x_scale: Scale
    y_scale: Scale
    train: Bowl | RowLoss
    test: Bowl | RowLoss

    on_rows: ClassVar[bool] = True
    names: ClassVar[tuple[str, str]] = ("m", "b")
    sets: ClassVar[tuple[str, ...]] = ("train", "test")
    unit: ClassVar[float] = 1e-300
    proven = True
    start = None

    def f(self, p: np.ndarray) -> np.ndarray:
        """The loss on the training rows at p (…, 2): (…)."""
        return self.train.loss(p)

    def grad(self, p: np.ndarray) -> np.ndarray:
        """Its gradient: (…, 2)."""
        return self.train.grad(p)

    def hessian(self, p: np.ndarray) -> np.ndarray:
        """Its curvature at p (2,): (2, 2)."""
        return self.train.hessian_at(p)

    @property
    def quadratic(self) -> bool:
        return isinstance(self.train, Bowl)

    @property
    def minima(self) -> tuple[tuple[float, float, float], ...]:
        """The line with the lowest loss, and that loss."""
        m, b = self.train.bottom
        return ((float(m), float(b), self.train.lowest),)

    @property
    def lowest(self) -> tuple[float, float]:
        """The lowest loss that any line has on the training rows, and on the test rows."""
        return self.train.lowest, self.test.lowest

    def gaps(self, p: np.ndarray) -> np.ndarray:
        """Loss above the lowest at p (…, 2), on training and test rows: (…, 2)."""
        return np.stack([self.train.gap(p), self.test.gap(p)], axis=-1)

    def pulls(self, p: np.ndarray) -> np.ndarray:
        """The derivative of each training row's loss by what the line p (2,) predicts there: (n,)."""
        if isinstance(self.train, Bowl):
            return 2 * (p[0] * self.x_train + p[1] - self.y_train)
        return self.train.pull(self.x_train, self.y_train, p)

    @property
    def relative(self) -> bool:
        """Not where the rows lie on a line: of a lowest loss of 0, but for rounding, nothing is a share."""
        return self.train.lowest > ROUNDING * float(self.train.loss(np.zeros(2)))

    def arrived(self, start: np.ndarray, tolerance: float = TOLERANCE) -> float:
        """So near the lowest loss as a share of it, wherever the run began; where it is 0, all but this
        share of the way down."""
        return tolerance * (self.train.lowest if self.relative else float(self.train.gap(start)))

    @property
    def window(self) -> Window:
        """By the squared error, whatever the loss is: around every start that a seed is likely to draw, the
        lowest point, and the end of the widest first swing that still gets down: a step of 2/L from 0."""
        bowl = Bowl.of(self.x_train, self.y_train)
        swing = -2 / np.linalg.eigvalsh(bowl.hessian)[-1] * bowl.grad(np.zeros(2))
        shown = np.stack([[-DRAWN, -DRAWN], [DRAWN, DRAWN], bowl.bottom, swing])
        side = np.ptp(shown, axis=0)
        low, high = shown.min(axis=0) - MARGIN * side, shown.max(axis=0) + MARGIN * side
        (x0, y0), (x1, y1) = low.tolist(), high.tolist()
        return (x0, x1), (y0, y1)

    def epochs(self, count: int, size: int, rng: np.random.RandomState) -> Iterator[list[np.ndarray]]:
        """The mini-batches of every epoch: the numbers of their training rows."""
        for order in orders(len(self.x_train), count, rng):
            yield slices(order, size)

    def grad_on(self, batch: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The gradient at p (2,) over these training rows: (2,)."""
        return self.train.grad_over(self.x_train[batch], self.y_train[batch], p)

    def ground(self, count: int, size: int, rng: np.random.RandomState) -> Ground:
        """The ground of `count` epochs in mini-batches of this size."""
        x, y = self.x_train, self.y_train
        if isinstance(self.train, Bowl) and isinstance(self.test, Bowl):
            return bowl_ground(self.train, self.test, batch_means(x, y, count, size, rng))
        assert isinstance(self.train, RowLoss)
        assert isinstance(self.test, RowLoss)
        whole = size >= len(x)
        program = np.empty((1 if whole else count, len(x)), np.int64)
        for epoch, order in enumerate([np.arange(len(x))] if whole else orders(len(x), count, rng)):
            program[epoch] = order
        return row_ground(self.train, self.test, program, size)

    @property
    def raw(self) -> bool:
        """Are m and b slope and intercept in the columns' own units?"""
        return self.x_scale == self.y_scale == Scale()

    def raw_line(self, m: float, b: float) -> tuple[float, float]:
        """Slope and intercept of the line (m, b) in the columns' own units."""
        slope = self.y_scale.width * m / self.x_scale.width
        return slope, self.y_scale.centre + self.y_scale.width * b - slope * self.x_scale.centre


def build(choice: Choice, rng: np.random.RandomState) -> LinearRegression:
    """Draw, split and scale the rows; consumes rng as the tutorial does. Raises DataMissing."""
    table = table_of(choice.data)
    if table is None:
        raise DataMissing(choice.data)
    pair = table.pair(choice.x, choice.y)
    xy = np.stack([pair.x, pair.y], axis=1)
    xy = xy[draw(len(xy), choice.rows, rng)]
    n = choice.train_rows
    x_scale = Scale.fitted(xy[:n, 0]) if choice.x_scale == "standard" else Scale()
    y_scale = Scale.fitted(xy[:n, 1]) if choice.y_scale == "standard" else Scale()
    x, y = x_scale.scaled(xy[:, 0]), y_scale.scaled(xy[:, 1])
    train, test = _loss(choice, x[:n], y[:n]), _loss(choice, x[n:], y[n:])
    return LinearRegression(x[:n], y[:n], x[n:], y[n:], x_scale, y_scale, train, test)


def _loss(choice: Choice, x: np.ndarray, y: np.ndarray) -> Bowl | RowLoss:
    if choice.loss == "mse":
        return Bowl.of(x, y)
    return RowLoss.of(x, y, choice.delta if choice.loss == "huber" else None)


PROBLEM = Problem(
    id="linear_regression",
    name="Linear regression",
    idea="Find the straight line that predicts y from x with the smallest mean squared error: the price "
    "of a diamond from its carat, or one column of a file of your own from another.",
    formula=r"L(m, b) = \frac{1}{n} \sum_{i=1}^{n} \bigl(y_i - (m x_i + b)\bigr)^2",
    reference="Legendre 1805 (least squares)",
)
