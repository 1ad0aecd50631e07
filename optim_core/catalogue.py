"""Finds what the folders hold: optimizers, schedules, problems and presets, one module each."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from optim_core import optimizers, presets, problems, schedules
from optim_core.types import Optimizer, Preset, Schedule, Surface


def _collect(package: ModuleType, attribute: str, order: str) -> dict[str, Any]:
    """The attribute of every module in the package by its id, sorted by the attribute's `order`."""
    modules = (import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__))
    found = sorted((getattr(m, attribute) for m in modules), key=lambda item: getattr(item, order))
    return {item.id: item for item in found}


OPTIMIZERS: dict[str, Optimizer] = _collect(optimizers, "OPTIMIZER", order="year")
SCHEDULES: dict[str, Schedule] = _collect(schedules, "SCHEDULE", order="place")
_FOUND = _collect(problems, "PROBLEM", order="name")
SURFACES: dict[str, Surface] = {id: found for id, found in _FOUND.items() if isinstance(found, Surface)}
PROBLEMS: dict[str, Any] = {id: found for id, found in _FOUND.items() if id not in SURFACES} | SURFACES
"""Kinds of problems made of data first, then every surface; for surfaces alone there is SURFACES."""
PRESETS: dict[str, Preset] = _collect(presets, "PRESET", order="place")
