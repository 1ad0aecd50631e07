"""The lines as a table, on the screen and in docs/performance.md."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.line import Line, Target

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: written by `make bench` -->", "<!-- end of what was measured -->"
HEAD = ("what", "median", "p95", "baseline", "its median", "ratio", "target", "met")


def table(lines: Iterable[Line]) -> str:
    """Markdown, one row a line."""
    rows = [HEAD, ("---", "---:", "---:", "---", "---:", "---:", "---", "---"), *map(_row, lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(line: Line) -> tuple[str, ...]:
    samples, base = line.samples, line.baseline
    if not samples.values:
        return (samples.name, "not installed", *[""] * 6)
    return (
        samples.name,
        f"{number(samples.median)} {samples.unit}",
        number(samples.p95) if len(samples.values) > 1 else "",
        base.name if base else "",
        f"{number(base.median)} {base.unit}" if base else "",
        _ratio(line.ratio),
        _target(line.target, samples.unit),
        {True: "yes", False: "**no**", None: ""}[line.met],
    )


def number(value: float) -> str:
    """Three digits that count."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"× {number(ratio)}" if ratio >= 0.5 else f"÷ {number(1 / ratio)}"


def _target(target: Target, unit: str) -> str:
    parts = [
        ("≤ {} {unit}", target.median),
        ("p95 ≤ {} {unit}", target.p95),
        ("÷ {} or more", target.faster),
    ]
    return ", ".join(text.format(number(value), unit=unit) for text, value in parts if value is not None)


def write(machine: Sequence[str], sections: dict[str, list[Line]]) -> None:
    """Put the tables between the marks in docs/performance.md; the words around them stay."""
    words = PAGE.read_text("utf-8")
    before, rest = words.split(BEGIN)
    _, after = rest.split(END)
    parts = ["\n".join(f"- {line}" for line in machine)]
    parts += [f"## {title}\n\n{table(lines)}" for title, lines in sections.items()]
    measured = "\n\n".join(parts)
    PAGE.write_text(f"{before}{BEGIN}\n\n{measured}\n\n{END}{after}", "utf-8")
