"""What all opened apps share: AppTest as it has to be for this app."""

from collections.abc import Iterator
from functools import cache

import pytest
from cachetools import LRUCache
from streamlit.components.v2 import manifest_scanner

from ui.work import jobs


@pytest.fixture(scope="session", autouse=True)
def _app_test() -> Iterator[None]:
    """The installed packages are searched for components once, not in every app: that was most of its
    start."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def _nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another test has worked out would be shown without being asked for."""
    monkeypatch.setattr(jobs, "_jobs", LRUCache(jobs.KEPT))
