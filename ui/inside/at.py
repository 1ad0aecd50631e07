"""Who is looked at inside a race: a racer, perhaps beside another. A link also says at which tick."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class At:
    """Racers by their place in the Experiment, from 0."""

    racer: int = 0
    versus: int | None = None

    @property
    def slots(self) -> tuple[int, ...]:
        """The racers that are shown."""
        return (self.racer,) if self.versus is None else (self.racer, self.versus)

    def to_text(self, tick: int | str) -> str:
        """As a link has it: "racer,tick", and ",another racer" behind it.

        >>> At(2, 0).to_text(150), At(1).to_text("{tick}")
        ('2,150,0', '1,{tick}')
        """
        text = f"{self.racer},{tick}"
        return text if self.versus is None else f"{text},{self.versus}"

    @staticmethod
    def from_text(text: str) -> "tuple[At, int | None]":
        """Such a text read back; without a tick it is wherever the clock stands. Raises ValueError.

        >>> At.from_text("2,150,0"), At.from_text("1,")
        ((At(racer=2, versus=0), 150), (At(racer=1, versus=None), None))
        """
        found = re.fullmatch(r"([0-9])(?:,([0-9]{0,9})(?:,([0-9]))?)?", text)
        if found is None:
            raise ValueError("must be a racer, a tick and perhaps another racer, like 0,12 or 0,12,1")
        racer, tick, versus = (int(each) if each else None for each in found.groups())
        return At(racer or 0, versus), tick
