"""A real Dask cluster for the tests that ask for one: processes of this machine."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds


class Cluster:
    """A scheduler and its workers; all of them end with it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._processes = folder, []
        _, log = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._wait_for(log, r"Scheduler at:\s+(tcp://\S+)")

    def worker(self) -> subprocess.Popen[bytes]:
        """One more worker, once it is registered."""
        process, log = self._start(
            "worker", self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1",
            "--local-directory", str(self._folder)
        )  # fmt: skip
        self._wait_for(log, r"(Registered to)")
        return process

    def close(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _start(self, kind: str, *options: str) -> tuple[subprocess.Popen[bytes], Path]:
        log = self._folder / f"{kind}{len(self._processes)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + kind, *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        self._processes.append(process)
        return process, log

    def _wait_for(self, log: Path, pattern: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._processes[-1].poll() is None:
            if found := re.search(pattern, log.read_text()):
                return found[1]
            time.sleep(0.05)
        raise RuntimeError(f"it did not start:\n{log.read_text()}")
