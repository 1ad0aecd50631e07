"""A Streamlit server of its own for a measurement, on this machine only."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
APP = ROOT / "app.py"
SMALLEST = Path(__file__).with_name("smallest_app.py")
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Server:
    """A running app."""

    port: int
    process: "subprocess.Popen[bytes]"
    seconds_to_healthy: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> float:
        """Memory of the process that is really there (RSS)."""
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


def processor_time(process: int) -> float:
    """Seconds that all threads of a process have worked; waiting for others does not count."""
    times = psutil.Process(process).cpu_times()
    return times.user + times.system


@contextmanager
def serving(script: Path) -> Iterator[Server]:
    """The app while it is needed, healthy from the start."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    with tempfile.TemporaryFile() as log:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ})
        try:
            _wait_until_healthy(port, process)
            yield Server(port, process, time.perf_counter() - begin)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_until_healthy(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the server did not start within {PATIENCE} s")
