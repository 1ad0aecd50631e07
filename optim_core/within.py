"""An update rule within a compiled loop, so that the next process finds that loop on the disk."""

from collections.abc import Callable
from functools import cache
from inspect import getsource
from types import ModuleType
from typing import TypeVar

from numba.extending import register_jitable

from optim_core.types import Optimizer

Function = TypeVar("Function", bound=Callable)


jitable = cache(register_jitable)  # the same function is told to Numba once


def rule_within(optimizer: Optimizer) -> tuple[Callable, str]:
    """The rule, for a loop to close over, and its text.

    Numba keeps a compiled function under what it closes over: there the rule counts by its name only. A
    loop that closes over the text as well is compiled anew when the rule has changed.
    """
    return jitable(optimizer.step), source_of(optimizer.step, optimizer.State)


def source_of(*parts: Callable | ModuleType) -> str:
    """The source of functions, classes and modules, one after the other."""
    return "".join(map(getsource, parts))


def named(loop: Function, name: str) -> Function:
    """The loop under a name of its own.

    Numba counts the functions of a process and links by name and number: from the disk cache, the loops of
    two rules can come with the same number, so they must not have the same name.
    """
    loop.__qualname__ = name
    return loop
