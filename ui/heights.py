"""A surface's heights: those the map is drawn of, /ground?<link of the Experiment>, and those in any window,
for a view that looks closer than the map is fine, /heights?<link of the Experiment>&around=x0,x1,y0,y1."""

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from optim_core.experiment import Experiment
from optim_core.run import setup_of
from ui.answers import answer, query_of, refused
from ui.stage import ground as stage_ground
from ui.stage.heights import NOWHERE
from ui.stage.message import Part, pack

SIDE = 121  # points
FEW = 61  # where each has a sum over all rows
FARTHEST = 1e300


async def ground(request: Request) -> Response:
    """The heights that the stage's message leaves out."""
    return await answer(query_of(request), _ground)


async def heights(request: Request) -> Response:
    """Heights on a grid over the window, above the lowest of them; and how high that one lies above the
    lowest point, or above 0 where there is none: so that a small window loses no digits."""
    query = query_of(request)
    try:
        x0, x1, y0, y1 = (float(text) for text in query.pop("around")[-1].split(","))
        if not (-FARTHEST < x0 < x1 < FARTHEST and -FARTHEST < y0 < y1 < FARTHEST):
            raise ValueError
    except (KeyError, ValueError):
        return refused("around: must be x from, x to, y from, y to")
    return await answer(query, lambda experiment: _around(experiment, (x0, x1), (y0, y1)))


def _ground(experiment: Experiment) -> bytes:
    setup = setup_of(experiment)
    return pack({}, stage_ground.ground(experiment, setup.surface, setup.start).heights)


def _around(experiment: Experiment, *window: tuple[float, float]) -> bytes:
    surface = setup_of(experiment).surface
    side = FEW if surface.on_rows else SIDE
    xs, ys = (np.linspace(low, high, side) for low, high in window)
    with np.errstate(all="ignore"):
        gaps = surface.gaps(np.stack(np.meshgrid(xs, ys), axis=-1))[..., 0].ravel()
    z = np.where(np.isfinite(gaps), gaps, NOWHERE)
    low = float(z.min())
    return pack({"low": low, "side": side}, Part.of({"z": np.where(z < NOWHERE, z - low, NOWHERE)}))
