"""A surface's heights in any window, for a view that looks closer than its map is fine:
/heights?<link of the Experiment>&around=x0,x1,y0,y1."""

import numpy as np
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.link import from_link
from optim_core.run import setup_of
from optim_core.uploads import DataMissing
from ui.history import AN_HOUR
from ui.stage.heights import NOWHERE
from ui.stage.message import Part, pack

SIDE = 61  # points
FARTHEST = 1e300


async def heights(request: Request) -> Response:
    """Heights on a grid over the window, above the lowest of them; and how high that one lies above the
    lowest point, or above 0 where there is none: so that a small window loses no digits."""
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    try:
        x0, x1, y0, y1 = (float(text) for text in query.pop("around")[-1].split(","))
        if not (-FARTHEST < x0 < x1 < FARTHEST and -FARTHEST < y0 < y1 < FARTHEST):
            raise ValueError
        experiment = from_link(query)
    except ValidationError as error:
        return PlainTextResponse("; ".join(map(str, complaints(error))), status_code=400)
    except (KeyError, ValueError):
        return PlainTextResponse("around: must be x from, x to, y from, y to", status_code=400)
    xs, ys = np.linspace(x0, x1, SIDE), np.linspace(y0, y1, SIDE)
    try:
        z = await run_in_threadpool(_gaps, experiment, xs, ys)
    except DataMissing as error:
        return PlainTextResponse(str(error), status_code=404)
    low = float(z.min())
    message = pack({"low": low, "side": SIDE}, Part.of({"z": np.where(z < NOWHERE, z - low, NOWHERE)}))
    return Response(message, media_type="application/octet-stream", headers={"Cache-Control": AN_HOUR})


def _gaps(experiment: Experiment, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    surface = setup_of(experiment).surface
    with np.errstate(all="ignore"):
        gaps = surface.gaps(np.stack(np.meshgrid(xs, ys), axis=-1))[..., 0].ravel()
    return np.where(np.isfinite(gaps), gaps, NOWHERE)
