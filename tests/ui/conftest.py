"""What the tests of the pages' parts share."""

import pytest

from tests.ui.sessions import Sessions


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> Sessions:
    return Sessions(monkeypatch)
