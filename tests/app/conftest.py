"""The race page in a browser tab, for the tests that ask for `lab`."""

from typing import TYPE_CHECKING

import pytest

from tests.app.lab import Lab

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def lab(page: "Page") -> Lab:
    return Lab(page)
