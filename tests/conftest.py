"""What a test may ask for: the real app in a real browser as `page`, a real `cluster`."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.cluster import Cluster

if TYPE_CHECKING:  # the tests of the core start without them
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
]
PATIENCE = 60  # seconds

# How long one example takes says more about what else the machine does than about the code.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started for this test session."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_healthy(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the app did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for the session."""
    from playwright.sync_api import sync_playwright

    from tests.browser import MISSING, find_browser

    path = find_browser()
    assert path, MISSING
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def window(browser: "Browser", server: str) -> "Iterator[BrowserContext]":
    """What holds all tabs. A first one stays open: they are one process, which compiles the scripts once."""
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(float(os.environ.get("BROWSER_TIMEOUT", "30")) * 1000)
    context.new_page().goto("/_stcore/health")
    yield context
    context.close()


@pytest.fixture
def page(window: "BrowserContext", server: str) -> "Iterator[Page]":
    """A fresh browser tab; `page.goto("/")` opens the app. Any complaint of the browser fails the test."""
    first = window.pages[0]
    first.evaluate("localStorage.clear()")
    window.clear_cookies()
    window.clear_permissions()
    tab = window.new_page()
    complaints: list[str] = []
    _listen(tab, server, complaints)
    yield tab
    for each in window.pages:
        if each != first:
            each.close()
    assert not complaints


def _listen(tab: "Page", server: str, complaints: list[str]) -> None:
    """Note every error in the console, every uncaught exception, every failed answer, every other host."""

    def console(message: "ConsoleMessage") -> None:
        # A failed answer is noted below, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def request(request: "Request") -> None:
        if not request.url.startswith((f"{server}/", "data:", "blob:")):
            complaints.append(f"left the server: {request.url}")

    def response(response: "Response") -> None:
        if response.status >= 400 and not _probe(response.url):
            complaints.append(f"{response.status} {response.url}")

    tab.on("console", console)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", request)
    tab.on("response", response)


def _probe(url: str) -> bool:
    """Opened at /lessons, Streamlit looks for its server below /lessons first, and finds it one level up."""
    path = urlsplit(url).path
    return path.endswith(("/_stcore/health", "/_stcore/host-config")) and not path.startswith("/_stcore/")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler, whose workers the test starts itself."""
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.close()
