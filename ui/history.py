"""A run's history, as much of it as the stage asks for: /history?<link of the Experiment>&from=0&to=256."""

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from optim_core.complaints import complaints
from optim_core.link import from_link
from ui.cached import cached_run
from ui.stage.scene import block

LONGEST = 4096  # ticks in one answer
AN_HOUR = "private, max-age=3600"


async def history(request: Request) -> Response:
    """The exact values at every tick in [from, to), as the stage's binary message."""
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    try:
        first, last = int(query.pop("from")[0]), int(query.pop("to")[0])
        experiment = from_link(query)
    except ValidationError as error:
        return PlainTextResponse("; ".join(map(str, complaints(error))), status_code=400)
    except (KeyError, ValueError):
        return PlainTextResponse("from and to: must be whole numbers", status_code=400)
    result = await run_in_threadpool(cached_run, experiment)
    message = block(result, first, min(last, first + LONGEST))
    return Response(message, media_type="application/octet-stream", headers={"Cache-Control": AN_HOUR})
