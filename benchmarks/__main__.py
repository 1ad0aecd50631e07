"""`python -m benchmarks` measures everything and writes docs/performance.md; named items it only prints."""

import argparse
from importlib import import_module
from importlib.util import find_spec

from benchmarks import report
from benchmarks.line import Line
from benchmarks.machine import description, load

ITEMS = {
    "engine": "The engine",
    "sweeps": "Sweeps",
    "cold_start": "Cold start",
    "browser": "A change in the browser",
    "surfaces": "Surfaces, formulas, files and single steps",
    "playback": "Playback",
    "load": "Fifty visitors",
    "memory": "Memory",
}
NEEDS = {
    "cold_start": ("streamlit", "playwright"),
    "browser": ("streamlit", "playwright"),
    "surfaces": ("streamlit", "playwright"),
    "playback": ("streamlit", "playwright"),
    "load": ("streamlit", "websockets"),
    "memory": ("streamlit", "websockets"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("items", nargs="*", metavar="item", help=f"of {', '.join(ITEMS)}; none: all")
    items: list[str] = parser.parse_args().items
    if unknown := set(items) - set(ITEMS):
        parser.error(f"no such item: {', '.join(sorted(unknown))}; there are {', '.join(ITEMS)}")
    machine = [*description(), f"Load of the machine before the first measurement: {load():.1f}"]
    print("\n".join(machine), flush=True)
    sections: dict[str, list[Line]] = {}
    for item in items or ITEMS:
        print(f"\n{ITEMS[item]}", flush=True)
        missing = [package for package in NEEDS.get(item, ()) if not find_spec(package)]
        if missing:
            print(f"left out: {', '.join(missing)} not installed", flush=True)
            continue
        sections[ITEMS[item]] = import_module(f"benchmarks.{item}").measure()
        print(report.table(sections[ITEMS[item]]), flush=True)
    if not items and len(sections) == len(ITEMS):
        report.write(machine, sections)
        print(f"\nwritten to {report.PAGE}")


if __name__ == "__main__":
    main()
