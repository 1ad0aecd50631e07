"""What AppTest cannot do: it would forget all that a run of fragments leaves as it is."""

import pytest

from ui import shown


@pytest.fixture(autouse=True)
def _whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change draws the whole page."""
    monkeypatch.setattr(shown, "draw_no_more_than_needed", lambda: None)
