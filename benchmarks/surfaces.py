"""Surfaces, typed formulas, uploaded files and single steps, as their user waits for them in Chromium."""

import re
from collections.abc import Callable, Iterator
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
from playwright.sync_api import Page, expect

from benchmarks.browser import BASELINE, PRESSES, WARM_UP, press
from benchmarks.line import Line, Samples, Target, seconds
from benchmarks.page import AT_REST, CHART_DRAWN, PATIENCE, STAGE_DRAWN, chromium, tab
from benchmarks.server import APP, SMALLEST, Server, processor_time, serving
from optim_core import Experiment
from optim_core.link import to_link

EIGHT = {"gd": 1e-3, "momentum": 1e-3, "nesterov": 1e-3, "adagrad": 0.5, "rmsprop": 0.01, "adamax": 0.1}
EIGHT |= {"nadam": 0.1, "adam": 0.4}  # the last is turned down by 33 notches, to no less than moves it
STEPS = 2_000
SURFACE = "rosenbrock"
SURFACES = (SURFACE, "rastrigin")  # a smooth valley, and a picture full of small rings
ROWS = 200_000
FILES = 3
FORMULAS = [f"sin({k}*x)*cos({k + 1}*y)/{k} + x**2/4 + y**2/{k}" for k in range(2, 12)]
CHANGED = "() => benchmark.first !== null"
INSIDE_DRAWN = """() => document.querySelector(".inside-lines .inside-result")?.textContent"""
# The worked step's title names the step. A frame later it is painted, with all that changes along.
STEP = """(key) => new Promise((resolve, reject) => {
  const title = document.querySelector(".inside-worked .stage-title");
  const begin = performance.now();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
  });
  watch.observe(title, { childList: true, characterData: true, subtree: true });
  document.querySelector(".inside").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  setTimeout(reject, 10_000, new Error(`${key} changed no step`));
})"""


def measure() -> list[Line]:
    """Every wait beside the smallest app's, or beside what it cannot do without; and the server's work for
    it, which other programs on the machine hardly touch."""
    expect.set_options(timeout=PATIENCE)
    work = Work()
    with chromium() as browser:
        with serving(SMALLEST) as server, tab(browser, server.url, CHART_DRAWN) as page:
            smallest = Samples(BASELINE, "ms", press(page, page.get_by_role("slider").first).first)
        with serving(APP) as server:
            sliders = {}
            for function in SURFACES:
                with tab(browser, f"{server.url}/?{_eight(function)}", STAGE_DRAWN) as page:
                    sliders[function] = work.of(server, WARM_UP + PRESSES, lambda page=page: _slid(page))
            with tab(browser, f"{server.url}/?{_formula()}", STAGE_DRAWN) as page:
                typed = work.of(server, len(FORMULAS), lambda: list(_typed(page)))
            with tab(browser, server.url, STAGE_DRAWN) as page:
                uploaded, read = work.of(server, FILES, lambda: _uploaded(page))
            with tab(browser, f"{server.url}/inside?{_eight(SURFACE)}", INSIDE_DRAWN) as page:
                stepped = _stepped(page)
    job = f"8 racers × {STEPS:,} steps on"
    table = f"a CSV of {ROWS:,} rows"
    pandas = Samples("`pandas.read_csv` of the same file", "s", read)
    return [
        *(
            Line(Samples(f"key press → changed path; {job} {name}", "ms", took), smallest, Target(median=150))
            for name, took in sliders.items()
        ),
        Line(Samples("a new formula, Enter → its paths", "ms", typed), smallest, Target(median=1500)),
        Line(Samples(f"{table}, chosen → its race is drawn", "s", uploaded), pandas, Target(median=3)),
        Line(
            Samples(f"page Inside, arrow key → the painted step; {job} {SURFACE}", "ms", stepped),
            None,
            Target(median=50),
        ),
        *(
            Line(Samples(f"the server's work for each: {what}", "ms", [each]))
            for what, each in zip(
                (*(f"a key press on {name}" for name in SURFACES), "a formula", table),
                work.milliseconds,
                strict=True,
            )
        ),
    ]


class Work:
    """Processor time of a server, for each of the changes it was asked for."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []

    def of(self, server: Server, count: int, changes: Callable[[], Any]) -> Any:
        """What so many changes give; how long the server's threads worked for one is remembered."""
        before = processor_time(server.process.pid)
        given = changes()
        self.milliseconds.append(1000 * (processor_time(server.process.pid) - before) / count)
        return given


def _eight(function: str) -> str:
    racers = [{"optimizer": id, "hypers": {"lr": rate}} for id, rate in EIGHT.items()]
    problem = {"kind": "surface", "function": function}
    return to_link(Experiment.model_validate({"problem": problem, "epochs": STEPS, "racers": racers}))


def _formula() -> str:
    racers = [{"optimizer": id} for id in ("gd", "momentum", "adam")]
    return to_link(
        Experiment.model_validate({"problem": {"kind": "formula"}, "epochs": 300, "racers": racers})
    )


def _slid(page: Page) -> list[float]:
    page.get_by_role("button", name="To the end").click()
    last = f'[class*="st-key-slider-racers-{len(EIGHT) - 1}-hypers-lr"]'
    return press(page, page.locator(last).get_by_role("slider")).first


def _stop(page: Page) -> None:
    """A race that plays would change its paths by itself."""
    page.get_by_role("button", name="To the end").click()
    page.wait_for_timeout(200)


def _unfold(page: Page, title: str) -> None:
    page.wait_for_selector(AT_REST)
    page.get_by_test_id("stSidebar").locator("summary").filter(has_text=title).first.click()
    page.wait_for_timeout(1000)
    page.wait_for_selector(AT_REST)


def _typed(page: Page) -> Iterator[float]:
    """Milliseconds from Enter to the first changed path."""
    _unfold(page, "Surface")
    entry = page.get_by_role("textbox", name="f(x, y)")
    for formula in FORMULAS:
        _stop(page)
        entry.fill(formula)
        page.evaluate("benchmark.arm()")
        entry.press("Enter")
        page.wait_for_function(CHANGED)
        yield page.evaluate("benchmark.first")
        page.wait_for_selector(AT_REST)


def _uploaded(page: Page) -> tuple[list[float], list[float]]:
    """Seconds until a file that no cache knows can be worked with: its columns are named, its race is drawn,
    the page waits. And seconds to read it in pandas."""
    _unfold(page, "Data")
    uploaded, read = [], []
    for seed in range(FILES):
        with NamedTemporaryFile(suffix=".csv") as file:
            x, noise = np.random.RandomState(seed).randn(2, ROWS)
            frame = pd.DataFrame({f"time {seed}": x, "weight": 3 * x + noise})
            frame.to_csv(file.name, index=False, float_format="%.4f")
            read.append(seconds(lambda name=file.name: pd.read_csv(name)))
            _stop(page)
            page.evaluate("benchmark.arm()")
            begin = perf_counter()
            page.evaluate("benchmark.start()")
            page.get_by_test_id("stSidebar").locator("input[type=file]").first.set_input_files(file.name)
            expect(page.get_by_role("combobox", name=re.compile("^input x"))).to_have_value(f"time {seed}")
            page.wait_for_function(CHANGED)
            page.wait_for_selector(AT_REST)
            uploaded.append(perf_counter() - begin)
    return uploaded, read


def _stepped(page: Page) -> list[float]:
    """Milliseconds from the key to the painted worked step: forward from the first, then back to it."""
    page.wait_for_selector(AT_REST)
    page.wait_for_timeout(1000)
    keys = ["ArrowRight"] * PRESSES + ["ArrowLeft"] * PRESSES
    return [page.evaluate(STEP, key) for key in keys]
