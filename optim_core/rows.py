"""Which rows of which data a problem is about, and which of them train."""

import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.checked import Checked
from optim_core.data import columns_of, first_pair, usable_rows
from optim_core.data_sets import DATA_SETS
from optim_core.uploads import PATTERN

USUAL_ROWS = 10_000


def _known(name: str) -> str:
    if name not in DATA_SETS and not re.fullmatch(PATTERN, name):
        allowed = f"{', '.join(DATA_SETS)} or upload: and the digest of a file"
        raise PydanticCustomError("data", "must be one of {allowed}", {"allowed": allowed})
    return name


def _listed(names: list[str]) -> str:
    most = 20
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


Column = Annotated[str, Field(min_length=1, max_length=80)]


class Rows(Checked, frozen=True):
    """Two columns, some of their rows, and the part of those that trains."""

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
    def _are_in_the_data(self) -> Self:
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
    def _make_sense_together(self) -> Self:
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
