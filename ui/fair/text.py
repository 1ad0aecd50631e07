"""The settings of a fair race as a link has them."""

from typing import Any

from optim_core.sweep.fair import Tuning

GO = "go"  # begin at once


def to_text(tuning: Tuning, go: bool) -> str:
    """Everything but the Experiment.

    >>> to_text(Tuning(rates={"adam": (1, 1000)}), go=True)
    'budget=64;method=sobol;tuning_seeds=3;race_seeds=10;measure=gap;tolerance=0.01;shared_lr=0.01;adam=1:1000;go'
    """
    plain = {name: value for name, value in dict(tuning).items() if name != "rates" and value != ()}
    parts = [f"{name}={written(value)}" for name, value in plain.items()]
    parts += [f"{optimizer}={low:g}:{high:g}" for optimizer, (low, high) in tuning.rates.items()]
    return ";".join([*parts, GO] if go else parts)


def from_text(text: str) -> tuple[Tuning, bool]:
    """Such a text read back; what it leaves out is as declared. Raises ValueError.

    >>> from_text("budget=16;adam=1:1000;go")[0].rates
    {'adam': (1.0, 1000.0)}
    """
    parts = [part for part in text.split(";") if part]
    fields: dict[str, Any] = {}
    rates: dict[str, Any] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals and part != GO:
            raise ValueError("must look like budget=64;measure=gap;adam=0.001:1000;go")
        if name in Tuning.model_fields:
            fields[name] = value.split(",") if name == "hypers" else value
        elif equals:
            rates[name] = value.split(":")
    return Tuning.model_validate({**fields, "rates": rates}), GO in parts


def written(value: Any) -> str:
    """A setting as it is read."""
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
