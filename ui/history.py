"""A run's history, as much of it as a view asks for: /history?<link of the Experiment>&from=0&to=256."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from optim_core.experiment import Experiment
from optim_core.run import Result
from ui.answers import Impossible, Query, answer, query_of, refused
from ui.cached import cached_run
from ui.inside.scene import inside_block
from ui.stage.scene import block

LONGEST = 4096  # ticks in one answer
SLOTS = "inside: must be the places of one or two racers"


async def history(request: Request) -> Response:
    """The exact values at every tick in [from, to), as the stage's binary message."""
    return await _answer(query_of(request), block)


async def inside_history(request: Request) -> Response:
    """The same with the working of one or two racers, which `inside` names: inside=0,2."""
    query = query_of(request)
    try:
        slots = tuple(int(text) for text in query.pop("inside")[0].split(","))
    except (KeyError, ValueError):
        return refused(SLOTS)

    def working(result: Result, first: int, last: int) -> bytes:
        return inside_block(result, slots, first, last)

    return await _answer(query, working, slots)


async def _answer(
    query: Query, part: Callable[[Result, int, int], bytes], slots: tuple[int, ...] = ()
) -> Response:
    try:
        first, last = int(query.pop("from")[0]), int(query.pop("to")[0])
    except (KeyError, ValueError):
        return refused("from and to: must be whole numbers")

    def message(experiment: Experiment) -> bytes:
        if len(slots) > 2 or not all(0 <= i < len(experiment.racers) for i in slots):
            raise Impossible(SLOTS)
        return part(cached_run(experiment), first, min(last, first + LONGEST))

    return await answer(query, message)
