"""Sessions without a page: what Streamlit keeps of one, and opening one by a link."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

from ui import racer_changes, session


class State(dict[str, Any]):
    """Streamlit's session_state: a dictionary whose entries are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__  # type: ignore[assignment]


class Query(dict[str, list[str]]):
    """Streamlit's query_params, as far as the session asks for it."""

    get_all = dict.__getitem__


class Sessions:
    """Opens one session after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def open(self, link: str = "") -> State:
        state, query = State(), Query(parse_qs(link, keep_blank_values=True))
        for module in (session, racer_changes):
            self.monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state, query_params=query))
        session.experiment()
        return state
