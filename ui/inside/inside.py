"""The inside of a racer on a page: mounts the component."""

from threading import Lock

import streamlit as st
from cachetools import LRUCache, cached
from streamlit.components.v2 import component

from optim_core.link import to_link
from optim_core.run import Result
from ui import addresses, session
from ui.inside.scene import inside_scene
from ui.stage import ground
from ui.stage.bundle import INSIDE, loader, stylesheet
from ui.stage.message import pack

MESSAGES_BYTES = 64 * 2**20

_mount = component("inside", js=loader(), css=stylesheet(INSIDE), html="", isolate_styles=False)


def inside(result: Result) -> None:
    """What the session looks at. Where the clock stands the browser knows, and puts it into the address."""
    at = session.at()
    link = to_link(result.experiment)
    slots = ",".join(map(str, at.slots))
    play_id = str(st.session_state.play)
    urls = {
        "stage": addresses.inside(),
        "plotly": addresses.PLOTLY,
        "plotly3d": addresses.PLOTLY_3D,
        "history": f"{addresses.WORKING}?{link}&inside={slots}",
        "heights": f"{addresses.HEIGHTS}?{link}",
        "ground": _ground_of(result),
    }
    address = f"{session.link()}&at={at.to_text('{tick}')}"
    call = {"urls": urls, "key": f"{address}|{play_id}", "tick": st.session_state.opened_at, "link": address}
    _mount(
        data=pack(call) + _scene(result, at.slots, play_id),
        key="inside",
        on_start_change=lambda: None,
        on_view_change=lambda: None,
        height="content",
    )


@cached(
    LRUCache(MESSAGES_BYTES, getsizeof=len),
    key=lambda result, slots, play_id: (result.experiment.to_json(), slots, play_id),
    lock=Lock(),
)
def _scene(result: Result, slots: tuple[int, ...], play_id: str) -> bytes:
    return inside_scene(result, slots, play_id, _ground_of(result))


def _ground_of(result: Result) -> str:
    return f"{addresses.GROUND}?{ground.link(result.experiment)}"
