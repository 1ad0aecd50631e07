"""The race page in a browser tab, for the tests that ask for `lab`."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.lab import Lab

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect.set_options(timeout=20_000)  # milliseconds; a race plays for six seconds, on a busy machine longer


@pytest.fixture
def lab(page: "Page") -> Lab:
    return Lab(page)
