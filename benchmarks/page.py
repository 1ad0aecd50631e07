"""The page in a headless Chromium, drawn in software."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import MISSING, find_browser

PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
SIZE = {"width": 1280, "height": 800}
PATIENCE = 60_000  # milliseconds
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

STAGE_DRAWN = """() => document.querySelector(".stage-landscape .stage-trails path[d]")
  && document.querySelector(".stage-landscape .stage-under .contourlayer path")
  && document.querySelector(".stage-loss .scatterlayer .js-line")"""
CHART_DRAWN = """() => document.querySelector(".stPlotlyChart .scatterlayer .js-line")"""
AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for a few measurements, found as the browser tests find theirs."""
    path = find_browser()
    if path is None:
        raise FileNotFoundError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser, url: str, drawn: str) -> Iterator[Page]:
    """A fresh tab with an empty cache, from the moment its charts are drawn."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(PROBE)
    page.goto(url, wait_until="commit")
    page.wait_for_function(drawn)
    yield page
    context.close()
