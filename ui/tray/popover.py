"""The tray on a page: keep what is there, lay something over it, open it again, take all of it along."""

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st

from ui.plain import plain, quoted
from ui.tray import state
from ui.tray.kept import LONGEST_NAME, MOST, Kept, to_file
from ui.tray.over import apart
from ui.tray.thumbnail import Thumbnail

Draw = Callable[[], Thumbnail]


def tray_popover(page: str, asked: str, picture: Draw | None) -> None:
    """asked: what the page is set to beside the experiment; picture: draws its result, if there is one."""
    box = st.popover("Tray", key="tray-open", on_change="rerun")
    if box.open:
        with box:
            _content(page, asked, picture)


def _content(page: str, asked: str, picture: Draw | None) -> None:
    kept = state.tray()
    with st.container(horizontal=True, vertical_alignment="bottom", key="tray-keep"):
        st.text_input("Name", key="tray-name", max_chars=LONGEST_NAME, placeholder="What is it?", width=230)
        st.button(
            "Keep this result",
            on_click=_keep,
            args=(page, asked, picture),
            disabled=picture is None or len(kept) >= MOST,
        )
    if len(kept) >= MOST:
        st.caption(f"The tray is full: it holds {MOST} results.")
    for each in reversed(kept):
        _entry(each, page)
    if kept:
        st.download_button(
            f"Download the tray ({len(kept)})",
            to_file(kept),
            "tray.json",
            "application/json",
            on_click="ignore",
            key="tray-download",
        )
    st.file_uploader("Load a tray", type="json", key="tray-file", on_change=_load)
    if why := st.session_state.get("tray_note"):
        st.error(quoted(why))


def _entry(kept: Kept, page: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"tray-{kept.id}"):
        source = f"data:image/svg+xml,{quote(kept.picture.svg)}" if kept.picture else ""
        st.html(f'<img src="{source}" alt="" width="96" height="60">' if source else "–", width=100)
        with st.container(width=250, gap=None):
            st.markdown(f"**{plain(kept.name)}**")
            st.caption(plain(_cut(kept.settings)))
        st.button("Open", key=f"tray-open-{kept.id}", on_click=state.open_again, args=(kept,))
        if kept.page == page:
            lies, why = state.laid_over(page) == kept, apart(kept)
            st.button(
                "Lift off" if lies else "Lay over",
                key=f"tray-over-{kept.id}",
                on_click=state.lay_over,
                args=(page, None if lies else kept.id),
                disabled=bool(why) and not lies,
                help=why or "Thin and dotted over what this page shows.",
            )
        st.button("Remove", key=f"tray-drop-{kept.id}", on_click=state.drop, args=(kept.id,))


def _cut(text: str, most: int = 110) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _keep(page: str, asked: str, picture: Draw) -> None:
    state.keep(st.session_state["tray-name"], page, asked, picture())
    st.session_state["tray-name"] = ""
    st.session_state.tray_note = None


def _load() -> None:
    file = st.session_state["tray-file"]
    if file is None:
        return
    try:
        left = state.load(file.getvalue())
        st.session_state.tray_note = f"{file.name}: {left} results found no room" if left else None
    except ValueError as error:
        st.session_state.tray_note = f"{file.name}: {error}"
