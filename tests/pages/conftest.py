"""For pages without a browser: every change draws all of the page, packages are looked through once."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from ui import shown


@pytest.fixture(autouse=True)
def _whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest would forget all that a run of fragments leaves as it is."""
    monkeypatch.setattr(shown, "draw_no_more_than_needed", lambda: None)


@pytest.fixture(scope="session", autouse=True)
def packages_scanned_once() -> Iterator[None]:
    """Every AppTest searches all installed packages for components: most of the time it takes to open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield
