"""A Chromium for the browser tests: find_browser() finds one, `python tests/browser.py` installs one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "brave-browser",
)
MAC_APPS = ("Chromium", "Google Chrome", "Microsoft Edge", "Brave Browser")
MISSING = """\
The browser tests need Chromium or Chrome, and none was found or could be installed. Install one
(Debian: apt install chromium; macOS: brew install --cask chromium) or name yours: CHROMIUM=/path/to/it"""

# The tool that must be there, and the command that installs a browser with it.
INSTALLERS = (
    ("apt-get", ["sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"]),
    ("dnf", ["dnf", "install", "-y", "chromium"]),
    ("pacman", ["pacman", "-S", "--noconfirm", "chromium"]),
    ("brew", ["brew", "install", "--cask", "chromium"]),
)


def find_browser() -> str | None:
    """The first browser on this machine that answers when it is asked for its version."""
    return next((path for path in _candidates() if _runs(path)), None)


def _candidates() -> Iterator[str]:
    if given := os.environ.get("CHROMIUM"):
        yield given
    yield from filter(None, map(shutil.which, NAMES))
    for app in MAC_APPS:
        yield f"/Applications/{app}.app/Contents/MacOS/{app}"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _runs(path: str) -> bool:
    """Ubuntu's chromium-browser, for one, may be a stand-in that only asks for another installer."""
    if not Path(path).is_file():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> None:
    """Try this machine's installers one by one, then Playwright's own download, until a browser is found."""
    for tool, command in INSTALLERS:
        if shutil.which(tool) and (rights := _rights(tool)) is not None:
            print(f"installing Chromium with {tool}", flush=True)
            if _succeeds([*rights, *command]) and find_browser():
                return
    print("downloading Chromium with Playwright", flush=True)
    _succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def _rights(tool: str) -> list[str] | None:
    """What goes before the command so that it may install; None if it may not."""
    if tool == "brew" or os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]) else None


def _succeeds(command: list[str]) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    if not find_browser():
        install()
    sys.exit(None if find_browser() else MISSING)
