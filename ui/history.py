"""A run's history, as much of it as a view asks for: /history?<link of the Experiment>&from=0&to=256."""

from collections.abc import Callable

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from optim_core.complaints import complaints
from optim_core.link import from_link
from optim_core.run import Result
from optim_core.uploads import DataMissing
from ui.cached import cached_run
from ui.inside.scene import inside_block
from ui.stage.scene import block

LONGEST = 4096  # ticks in one answer
AN_HOUR = "private, max-age=3600"

Query = dict[str, list[str]]


async def history(request: Request) -> Response:
    """The exact values at every tick in [from, to), as the stage's binary message."""
    return await _answer(_query(request), block)


async def inside_history(request: Request) -> Response:
    """The same with the working of one or two racers, which `inside` names: inside=0,2."""
    query = _query(request)
    try:
        slots = tuple(int(text) for text in query.pop("inside")[0].split(","))
    except (KeyError, ValueError):
        return PlainTextResponse("inside: must be the places of one or two racers", status_code=400)

    def working(result: Result, first: int, last: int) -> bytes:
        return inside_block(result, slots, first, last)

    return await _answer(query, working, slots)


def _query(request: Request) -> Query:
    return {name: request.query_params.getlist(name) for name in request.query_params}


async def _answer(
    query: Query, part: Callable[[Result, int, int], bytes], racers: tuple[int, ...] = ()
) -> Response:
    try:
        first, last = int(query.pop("from")[0]), int(query.pop("to")[0])
        experiment = from_link(query)
    except ValidationError as error:
        return PlainTextResponse("; ".join(map(str, complaints(error))), status_code=400)
    except (KeyError, ValueError):
        return PlainTextResponse("from and to: must be whole numbers", status_code=400)
    if len(racers) > 2 or not all(0 <= i < len(experiment.racers) for i in racers):
        return PlainTextResponse("inside: must be the places of one or two racers", status_code=400)
    try:
        result = await run_in_threadpool(cached_run, experiment)
    except DataMissing as error:
        return PlainTextResponse(str(error), status_code=404)
    message = await run_in_threadpool(part, result, first, min(last, first + LONGEST))
    return Response(message, media_type="application/octet-stream", headers={"Cache-Control": AN_HOUR})
