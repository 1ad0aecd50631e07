"""Callbacks run to their end: what is asked for meanwhile waits."""

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from ui.callbacks import let_callbacks_finish


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> SafeSessionState:
    """A session whose callback sets a value, and whose browser has sent another request meanwhile."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", SafeSessionState.on_script_will_rerun)

    def leave() -> None:
        raise StopException

    state = SafeSessionState(SessionState(), leave)

    def callback(*_: object, **__: object) -> None:
        state["chosen"] = 7

    monkeypatch.setattr(SessionState, "on_script_will_rerun", callback)
    return state


def test_streamlit_itself_leaves_a_callback(interrupted: SafeSessionState) -> None:
    with pytest.raises(StopException):
        interrupted.on_script_will_rerun(None)


def test_a_callback_is_not_left(interrupted: SafeSessionState) -> None:
    let_callbacks_finish()
    interrupted.on_script_will_rerun(None)
    assert interrupted.filtered_state == {"chosen": 7}


def test_after_it_the_run_may_be_left_again(interrupted: SafeSessionState) -> None:
    let_callbacks_finish()
    interrupted.on_script_will_rerun(None)
    with pytest.raises(StopException):
        interrupted["chosen"] = 8
