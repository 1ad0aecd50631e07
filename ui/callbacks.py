"""Callbacks run to their end, whatever else is asked for meanwhile (docs/adr/0015).

At every access to the session's state Streamlit ends a run for which the browser has sent another request.
That it does so within a callback too loses what the callback was to do: its widget counts as heard.
"""

from functools import wraps
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState


def let_callbacks_finish() -> None:
    """From now on, in all sessions."""
    hear_and_call_back = SafeSessionState.on_script_will_rerun

    @wraps(hear_and_call_back)
    def undisturbed(self: SafeSessionState, *args: Any, **kwargs: Any) -> None:
        leave_if_asked = self._yield_callback
        object.__setattr__(self, "_yield_callback", lambda: None)
        try:
            hear_and_call_back(self, *args, **kwargs)
        finally:
            object.__setattr__(self, "_yield_callback", leave_if_asked)

    SafeSessionState.on_script_will_rerun = undisturbed
