"""From nothing: a fresh process to its first result, a fresh server to a picture in the browser."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.jobs import five_racers
from benchmarks.line import Line, Samples, Target, seconds
from benchmarks.page import CHART_DRAWN, STAGE_DRAWN, chromium, tab
from benchmarks.server import APP, ROOT, SMALLEST, serving

PROCESSES = 7
SERVERS = 5
RECEIVED = "performance.getEntriesByType('resource').reduce((sum, { transferSize }) => sum + transferSize, 0)"
IMPORTS = "a process that only imports NumPy, pandas and Numba"


def measure() -> list[Line]:
    """The core as a command, then the app as a server."""
    return [*_processes(), *_servers()]


def _processes() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder, "job.json")
        job.write_text(five_racers().to_json())
        command = ["-m", "optim_core", "run", str(job), "--json"]
        warm = Path(folder, "warm")
        _run(["-m", "optim_core", "prepare"], warm)
        first, usual, imports = [], [], []
        for turn in range(PROCESSES):
            if turn < 3:
                first.append(_run(command, Path(folder, f"empty-{turn}")))
            usual.append(_run(command, warm))
            imports.append(_run(["-c", "import numba, numpy, pandas"], warm))
    base = Samples(IMPORTS, "s", imports)
    return [
        Line(
            Samples("fresh process to the race's result, after `python -m optim_core prepare`", "s", usual),
            base,
            Target(median=3),
        ),
        Line(Samples("the same on the first day: the rules are compiled now", "s", first), base),
    ]


def _run(arguments: list[str], cache: Path) -> float:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    command = [sys.executable, *arguments]
    return seconds(
        lambda: subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    )


def _servers() -> list[Line]:
    app, smallest = _Starts(), _Starts()
    with chromium() as browser:
        for _ in range(SERVERS):
            app.add(browser, APP, STAGE_DRAWN)
            smallest.add(browser, SMALLEST, CHART_DRAWN)
    base = "the smallest app"
    return [
        Line(Samples("server start → healthy", "s", app.healthy), Samples(base, "s", smallest.healthy)),
        Line(
            Samples("server start → stage drawn, empty browser cache", "s", app.drawn),
            Samples(base, "s", smallest.drawn),
            Target(median=5),
        ),
        Line(
            Samples("scripts, styles, fonts and pictures received by then", "MB", app.megabytes),
            Samples(base, "MB", smallest.megabytes),
        ),
    ]


class _Starts:
    """Seconds from the start of servers, each with its first visitor."""

    def __init__(self) -> None:
        self.healthy: list[float] = []
        self.drawn: list[float] = []
        self.megabytes: list[float] = []

    def add(self, browser: Browser, script: Path, drawn: str) -> None:
        begin = time.perf_counter()
        with serving(script) as server:
            with tab(browser, server.url, drawn) as page:
                self.drawn.append(time.perf_counter() - begin)
                self.megabytes.append(page.evaluate(RECEIVED) / 1e6)
            self.healthy.append(server.seconds_to_healthy)
