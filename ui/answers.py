"""Answers to a view in the browser that asks by a link of an Experiment: a binary message, or why not."""

from collections.abc import Callable

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.link import from_link
from optim_core.uploads import DataMissing

AN_HOUR = "private, max-age=3600"

Query = dict[str, list[str]]


class Impossible(ValueError):
    """What is asked of an Experiment does not go with it; why."""


def query_of(request: Request) -> Query:
    """Every parameter with all its values."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def refused(why: str) -> Response:
    """The question cannot be understood."""
    return PlainTextResponse(why, status_code=400)


async def answer(query: Query, message: Callable[[Experiment], bytes]) -> Response:
    """The message about the Experiment of this query, which holds nothing else any more."""
    try:
        packed = await run_in_threadpool(message, from_link(query))
    except ValidationError as error:
        return refused("; ".join(map(str, complaints(error))))
    except Impossible as error:
        return refused(str(error))
    except DataMissing as error:
        return PlainTextResponse(str(error), status_code=404)
    return Response(packed, media_type="application/octet-stream", headers={"Cache-Control": AN_HOUR})
