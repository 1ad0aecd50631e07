"""Playing a race of five in Chromium: how long between frames that moved the heads."""

from playwright.sync_api import Page

from benchmarks.jobs import five_racers
from benchmarks.line import Line, Samples, Target
from benchmarks.page import AT_REST, STAGE_DRAWN, chromium, tab
from benchmarks.server import APP, serving
from optim_core.link import to_link

SECONDS = 5  # a race lasts 6
HEADS = ".stage-landscape .stage-layer .stage-head"
FRAME = 1000 / 30


def measure() -> list[Line]:
    """The race that opens first, and the one with 100,000 steps."""
    with serving(APP) as server, chromium() as browser:
        with tab(browser, server.url, STAGE_DRAWN) as page:
            default = _line("the first scenario", page)
        with tab(browser, f"{server.url}/?{to_link(five_racers())}", STAGE_DRAWN) as page:
            large = _line("4 × 25,000 steps", page)
    return [default, large]


def _line(job: str, page: Page) -> Line:
    page.wait_for_selector(AT_REST)
    page.get_by_role("button", name="To the end").click()
    page.wait_for_timeout(1000)
    still = page.evaluate(f"benchmark.frames(null, {1000 * SECONDS})")
    page.get_by_role("button", name="To the start").click()
    page.get_by_role("button", name="Play (space)").click()
    moving = page.evaluate(f"benchmark.frames('{HEADS}', {1000 * SECONDS})")
    return Line(
        Samples(f"time between frames that move the heads; {job}", "ms", moving),
        Samples("time between frames of the page at rest", "ms", still),
        Target(median=FRAME),
    )
