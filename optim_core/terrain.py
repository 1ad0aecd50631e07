"""The ground that a formula makes: heights, slopes and bends, everywhere."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from optim_core.tape import Tape

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True, eq=False)
class Terrain:
    """A function of the point p (…, 2) = (x, y) with its first and second derivatives, as tapes."""

    tape: Tape  # f, f_x, f_y
    height: Tape  # f alone
    bend: Tape  # f_xx, f_xy, f_yy
    quadratic: bool  # does it bend alike everywhere, and is it nowhere broken?

    @classmethod
    def of(cls, expression: "sympy.Expr", parameters: dict[str, float] | None = None) -> "Terrain":
        """The terrain of a formula (formula.parse), with the parameters' values put in."""
        from optim_core.calculus import X, Y, derivatives  # here: SymPy is loaded for a first formula

        f, f_x, f_y, f_xx, f_xy, f_yy = derivatives(expression)
        bend = Tape.of(f_xx, f_xy, f_yy, parameters=parameters)
        return cls(
            Tape.of(f, f_x, f_y, parameters=parameters),
            Tape.of(f, parameters=parameters),
            bend,
            bend.constant and bool(f.is_polynomial(X, Y)),
        )

    def f(self, p: ArrayLike) -> np.ndarray:
        """Heights (…). inf and nan where the formula has none."""
        return self.height(*_coordinates(p))[0]

    def grad(self, p: ArrayLike) -> np.ndarray:
        """Gradients (…, 2)."""
        return np.stack(self.tape(*_coordinates(p))[1:], axis=-1)

    def defined(self, p: ArrayLike) -> np.ndarray:
        """Where there is a finite height, and a finite slope (…)."""
        return np.isfinite(self.f(p)) & np.isfinite(self.grad(p)).all(axis=-1)

    def hessian(self, p: ArrayLike) -> np.ndarray:
        """Second derivatives (…, 2, 2)."""
        xx, xy, yy = self.bend(*_coordinates(p))
        return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)


def _coordinates(p: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    p = np.asarray(p, float)
    return p[..., 0], p[..., 1]


@lru_cache(maxsize=128)
def formed(formula: str, parameters: tuple[tuple[str, float], ...] = ()) -> Terrain:
    """The terrain of a formula's text. Raises formula.FormulaError."""
    from optim_core.formula import parse

    values = dict(parameters)
    return Terrain.of(parse(formula, values), values)
