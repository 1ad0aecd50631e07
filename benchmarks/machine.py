"""Where and when it was measured."""

import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "numba", "pandas", "streamlit", "plotly", "torch", "optax", "jax")


def description() -> list[str]:
    """Processor, memory, system, versions, date: one line each."""
    return [
        f"Processor: {_processor()}, {os.cpu_count()} cores; memory: {_gigabytes():.0f} GB",
        f"System: {_system()}, Python {platform.python_version()}",
        "Packages: " + ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        f"Date: {date.today().isoformat()}",
    ]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _gigabytes() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform(terse=True)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def load() -> float:
    """What else the machine is doing: 0 is nothing, the number of cores is all it can do."""
    return os.getloadavg()[0]
