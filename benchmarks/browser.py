"""From a key press at Adam's learning-rate slider to the changed picture, in Chromium."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from benchmarks.jobs import five_racers
from benchmarks.line import Line, Samples, Target
from benchmarks.page import AT_REST, CHART_DRAWN, STAGE_DRAWN, chromium, tab
from benchmarks.server import APP, SMALLEST, serving
from optim_core.link import to_link

PRESSES = 30
WARM_UP = 3
QUIET = 400  # milliseconds without any change: now it rests
BASELINE = "the smallest app: one slider, one number, one `st.plotly_chart` of 50 points"


@dataclass
class Presses:
    """What 30 key presses did."""

    first: list[float] = field(default_factory=list)  # milliseconds to the first changed path
    last: list[float] = field(default_factory=list)  # milliseconds until nothing changes any more
    kilobytes: list[float] = field(default_factory=list)  # received over the websocket


def measure() -> list[Line]:
    """The page as it opens, and the tutorial's five-racer job, each beside the smallest app."""
    with chromium() as browser:
        with serving(SMALLEST) as server, tab(browser, server.url, CHART_DRAWN) as page:
            smallest = press(page, page.get_by_role("slider").first)
        with serving(APP) as server:
            with tab(browser, server.url, STAGE_DRAWN) as page:
                default = press(page, adam_slider(page))
            with tab(browser, f"{server.url}/?{to_link(five_racers())}", STAGE_DRAWN) as page:
                large = press(page, adam_slider(page))
    return _lines("the first scenario", default, smallest) + _lines("4 × 25,000 steps", large, smallest)


def _lines(job: str, got: Presses, smallest: Presses) -> list[Line]:
    def line(what: str, unit: str, values: list[float], base: list[float], target: Target) -> Line:
        return Line(Samples(f"{what}; {job}", unit, values), Samples(BASELINE, unit, base), target)

    return [
        line("key press → changed path", "ms", got.first, smallest.first, Target(median=120, p95=180)),
        line("key press → all at rest", "ms", got.last, smallest.last, Target(median=220)),
        line("received for one change", "kB", got.kilobytes, smallest.kilobytes, Target(median=300)),
    ]


def adam_slider(page: Page) -> Locator:
    """The learning rate of the fifth racer, with the race at its end."""
    page.get_by_role("button", name="To the end").click()
    return page.locator('[class*="st-key-slider-racers-4-hypers-lr"]').get_by_role("slider")


def press(page: Page, slider: Locator) -> Presses:
    """Walk the slider in one direction: Streamlit does not send again what it has sent before."""
    page.wait_for_selector(AT_REST)
    page.wait_for_timeout(1000)
    slider.focus()
    got = Presses()
    for turn in range(WARM_UP + PRESSES):
        page.evaluate("benchmark.arm()")
        page.keyboard.press("ArrowLeft")
        rested = page.evaluate(f"benchmark.rested({QUIET}, 10_000)")
        if rested is None:
            raise TimeoutError("a key press changed no path")
        page.wait_for_selector(AT_REST)
        if turn >= WARM_UP:
            got.first.append(rested["first"])
            got.last.append(rested["last"])
            got.kilobytes.append(rested["bytes"] / 1000)
    return got
