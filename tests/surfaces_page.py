"""The part of docs/surfaces.md that is made of declarations; `python -m tests.surfaces_page` writes it."""

from pathlib import Path

from optim_core.catalogue import SURFACES
from optim_core.types import Surface

PAGE = Path(__file__).parents[1] / "docs" / "surfaces.md"
MARK = "<!-- made of the declarations: python -m tests.surfaces_page -->\n"


def made() -> str:
    """A section for every surface."""
    return "\n".join(_section(surface) for surface in SURFACES.values())


def _section(surface: Surface) -> str:
    (x0, x1), (y0, y1) = surface.window
    if not surface.bounded:
        lowest = "It has no lowest point."
    else:
        places = [f"({x:.5g}, {y:.5g})" for x, y, f in surface.minima if f == surface.lowest]
        lowest = f"Lowest at {', '.join(places)} with f = {surface.lowest:.6g}."
    knobs = "".join(f" {hyper.name.capitalize()}: {hyper.help}" for hyper in surface.parameters.values())
    return (
        f"### {surface.name}\n\n"
        f"{surface.idea} {surface.teach}\n\n"
        f"$$f(x, y) = {surface.latex}$$\n\n"
        f"{lowest} Window: x from {x0:g} to {x1:g}, y from {y0:g} to {y1:g}; start: "
        f"({surface.start[0]:g}, {surface.start[1]:g}).{knobs} Source: {surface.reference}.\n"
    )


def main() -> None:
    before, _, _ = PAGE.read_text("utf-8").partition(MARK)
    PAGE.write_text(f"{before}{MARK}\n{made()}", "utf-8")


if __name__ == "__main__":
    main()
