"""How far a job is, for the browser that shows it: /work/<id>?watcher=…; asking says that somebody looks.

/work/<id>/view?watcher=…&since=<version> gives what its view draws, once there is something newer.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ui.work import jobs

NO_STORE = {"Cache-Control": "no-store"}


async def work(request: Request) -> Response:
    """State, share, words and seconds left of a job as JSON. DELETE: this watcher looks no more. POST: its
    page is about to go."""
    id, watcher = request.path_params["id"], request.query_params.get("watcher", "")
    if request.method == "DELETE":
        jobs.leave(id, watcher)
        return Response(status_code=204)
    if request.method == "POST":
        jobs.part(id, watcher)
        return Response(status_code=204)
    job = jobs.look(id, watcher)
    if job is None:
        return PlainTextResponse("there is no such work any more", status_code=404)
    return JSONResponse(told(job), headers=NO_STORE)


async def view(request: Request) -> Response:
    """The newest Progress as the binary message of the job's view; nothing (204) if that version is known.

    The headers Work-Version and Work-State say which it is, and whether more is to come.
    """
    job = jobs.look(request.path_params["id"], request.query_params.get("watcher", ""))
    if job is None:
        return PlainTextResponse("there is no such work any more", status_code=404)
    headers = {**NO_STORE, "Work-State": job.state}
    found = await run_in_threadpool(job.view)
    if found is None or str(found[0]) == request.query_params.get("since"):
        return Response(status_code=204, headers=headers)
    version, message = found
    headers["Work-Version"] = str(version)
    return Response(message, media_type="application/octet-stream", headers=headers)


def told(job: jobs.Job) -> dict[str, str | int | float | None]:
    """What a progress bar shows of a job."""
    latest = job.latest
    return {
        "state": job.state,
        "version": job.version,
        "share": latest.share if latest else 0.0,
        "words": job.why or (latest.words if latest else ""),
        "seconds_left": job.seconds_left,
    }
