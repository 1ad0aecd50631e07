"""Surfaces given by a formula: the named ones of the catalogue, and one that somebody typed."""

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from optim_core.checked import Checked
from optim_core.function_surface import FunctionSurface, explored, first_start
from optim_core.terrain import formed
from optim_core.types import Surface

FARTHEST = 1e6
Edge = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]
Noise = Annotated[
    float,
    Field(
        ge=0,
        le=1e6,
        title="gradient noise",
        description="Standard deviation of a normal random number added to every gradient, in both "
        "coordinates: what a mini-batch does, on a surface without rows. The seed decides it.",
    ),
]


class SurfaceChoice(Checked, frozen=True):
    """A named surface, with its parameters."""

    on_rows: ClassVar[bool] = False
    train_rows: ClassVar[int] = 1  # one step looks at all there is

    kind: Literal["surface"] = "surface"
    function: Annotated[str, Field(title="surface")] = "rosenbrock"
    parameters: dict[str, Any] = Field(default={})  # what is not given is filled in
    noise: Noise = 0.0

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        surface = named(given.get("function", "rosenbrock"))
        parameters = given.get("parameters", {})
        if not isinstance(parameters, dict):
            about = {"field": "parameters", "got": parameters}
            raise PydanticCustomError("parameters", "must map names to numbers", about)
        try:
            return {**given, "parameters": surface.settings(**parameters)}
        except ValueError as error:
            name = str(error).partition(":")[0]
            raise PydanticCustomError(
                "hyper",
                "{why}",
                {"field": f"parameters.{name}", "why": str(error).removeprefix(f"{name}: ")},
            ) from None

    @property
    def surface(self) -> Surface:
        """Its declaration."""
        return named(self.function)

    def build(self, rng: np.random.RandomState) -> FunctionSurface:
        """The surface; rng is left alone."""
        return FunctionSurface.of(self.surface, self.parameters, self.noise)


def named(function: Any) -> Surface:
    """The catalogue's surface of that id."""
    from optim_core.catalogue import SURFACES

    if not isinstance(function, str) or function not in SURFACES:
        raise PydanticCustomError(
            "function",
            "must be one of {allowed}",
            {"field": "function", "got": function, "allowed": ", ".join(SURFACES)},
        )
    return SURFACES[function]


def _parsable(text: str) -> str:
    from optim_core.formula import FormulaError  # here: SymPy is loaded when a formula is first used

    try:
        formed(text)
    except FormulaError as error:
        raise PydanticCustomError("formula", "{why}", {"why": str(error), "got": text}) from None
    return text


class FormulaChoice(Checked, frozen=True):
    """A surface that somebody typed."""

    on_rows: ClassVar[bool] = False
    train_rows: ClassVar[int] = 1

    kind: Literal["formula"] = "formula"
    text: Annotated[
        str,
        AfterValidator(_parsable),
        Field(title="f(x, y)", description="A formula in x and y, such as sin(3*x) + x**2 + 10*y**2."),
    ] = "sin(3*x) + x**2 + 10*y**2"
    window: Annotated[
        tuple[Edge, Edge, Edge, Edge],
        Field(title="window", description="Where to look: x from, x to, y from, y to."),
    ] = (-3.0, 3.0, -3.0, 3.0)
    noise: Noise = 0.0

    @model_validator(mode="after")
    def _wide_enough(self) -> "FormulaChoice":
        x0, x1, y0, y1 = self.window
        for low, high in ((x0, x1), (y0, y1)):
            if not high - low >= 1e-6 * max(1.0, abs(low), abs(high)):
                raise PydanticCustomError(
                    "window",
                    "must go from a smaller to a larger number in x and in y",
                    {"field": "window", "got": list(self.window)},
                )
        if first_start(formed(self.text), self.window) is None:
            raise PydanticCustomError(
                "nowhere",
                "has no finite height anywhere in the window",
                {"field": "text", "got": self.text},
            )
        return self

    def build(self, rng: np.random.RandomState) -> FunctionSurface:
        """The surface with its lowest points as far as they can be found; rng is left alone."""
        return explored(formed(self.text), self.window, self.noise)

    def has_height(self, point: tuple[float, float]) -> bool:
        """Is there a height, and a slope, at this point?"""
        return bool(formed(self.text).defined(point))
