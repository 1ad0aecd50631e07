"""Linear regression: the line through a cloud of points that misses their heights least."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.bowl import Bowl
from optim_core.data import Scale, columns_of, draw, first_pair, table_of, usable_rows
from optim_core.data_sets import DATA_SETS
from optim_core.types import Problem
from optim_core.uploads import PATTERN, DataMissing


def _known(name: str) -> str:
    if name not in DATA_SETS and not re.fullmatch(PATTERN, name):
        allowed = f"{', '.join(DATA_SETS)} or upload: and the digest of a file"
        raise PydanticCustomError("data", "must be one of {allowed}", {"allowed": allowed})
    return name


def _listed(names: list[str]) -> str:
    most = 20
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


Column = Annotated[str, Field(min_length=1, max_length=80)]
Scaling = Literal["raw", "standard"]
USUAL_ROWS = 10_000


class Choice(BaseModel, frozen=True):
    """What decides the surface, apart from the seed."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    kind: Literal["linear_regression"] = "linear_regression"
    data: Annotated[
        str,
        AfterValidator(_known),
        Field(title="data", description="A data set that comes along, or a file of your own."),
    ] = "diamonds"
    x: Annotated[Column, Field(title="input x", description="The column the line predicts from.")] = "carat"
    y: Annotated[Column, Field(title="output y", description="The column the line predicts.")] = "price"
    rows: Annotated[
        int,
        Field(ge=2, title="rows", description="How many rows are drawn at random."),
    ] = USUAL_ROWS
    train_share: Annotated[
        float,
        Field(
            gt=0,
            lt=1,
            title="training share",
            description="The part of the rows that the optimizers see. The rest only tests the line.",
        ),
    ] = 0.8
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

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, given: Any) -> Any:
        """What is not chosen is up to the data: their first columns, no more rows than they have."""
        if not isinstance(given, dict):
            return given
        name = str(given.get("data", "diamonds"))
        if first := first_pair(name):
            given = {"x": first[0], "y": first[1], **given}
            most = usable_rows(name, str(given["x"]), str(given["y"]))
            given = {"rows": min(USUAL_ROWS, most), **given}
        return given

    @model_validator(mode="after")
    def _are_in_the_data(self) -> "Choice":
        """Columns and rows are there. Of a file that is not here, nobody can tell."""
        names = columns_of(self.data)
        for axis, column in (("x", self.x), ("y", self.y)):
            if names is not None and column not in names:
                context = {"field": axis, "got": column, "allowed": _listed(names)}
                raise PydanticCustomError("column", "must be one of {allowed}", context)
        if self.rows > (most := usable_rows(self.data, self.x, self.y)):
            context = {"field": "rows", "got": self.rows, "most": most}
            raise PydanticCustomError("rows", "must be at most the {most} rows that can be used", context)
        return self

    @model_validator(mode="after")
    def _make_sense_together(self) -> "Choice":
        if self.x == self.y:
            raise PydanticCustomError(
                "same_column", "must be another column than x", {"field": "y", "got": self.y}
            )
        if not 1 <= self.train_rows < self.rows:
            raise PydanticCustomError(
                "empty_share",
                "must leave at least 1 training row and 1 test row of the {rows}",
                {"field": "train_share", "got": self.train_share, "rows": self.rows},
            )
        return self

    @property
    def train_rows(self) -> int:
        """How many rows the optimizers see, counted as the tutorial does: int(share · rows)."""
        return int(self.train_share * self.rows)


@dataclass(frozen=True)
class LinearRegression:
    """A line y = m·x + b over given rows. A point p (…, 2) is (m, b)."""

    x_train: np.ndarray  # (n,) in scaled units
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    x_scale: Scale
    y_scale: Scale
    train: Bowl
    test: Bowl

    def f(self, p: np.ndarray) -> np.ndarray:
        """Mean squared error on the training rows at p (…, 2): (…)."""
        return self.train.loss(p)

    def grad(self, p: np.ndarray) -> np.ndarray:
        """Its gradient: (…, 2)."""
        return self.train.grad(p)

    @property
    def minima(self) -> tuple[tuple[float, float, float], ...]:
        """The least-squares line and its loss."""
        m, b = self.train.bottom
        return ((float(m), float(b), self.train.lowest),)

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
    return LinearRegression(
        x[:n], y[:n], x[n:], y[n:], x_scale, y_scale, Bowl.of(x[:n], y[:n]), Bowl.of(x[n:], y[n:])
    )


PROBLEM = Problem(
    id="linear_regression",
    name="Linear regression",
    idea="Find the straight line that predicts y from x with the smallest mean squared error: the price "
    "of a diamond from its carat, or one column of a file of your own from another.",
    formula=r"L(m, b) = \frac{1}{n} \sum_{i=1}^{n} \bigl(y_i - (m x_i + b)\bigr)^2",
    reference="Legendre 1805 (least squares)",
    Choice=Choice,
    build=build,
)
