"""`python -m docs.studies.is_adam_more_robust` runs everything and writes tables and figures of the page."""

from pathlib import Path

from docs.studies.is_adam_more_robust import figures, tables
from docs.studies.is_adam_more_robust.conclusion import conclusion
from docs.studies.is_adam_more_robust.runs import JOBS, Study, maps

DOCS = Path(__file__).parents[2]
PAGE = DOCS / "is-adam-more-robust.md"
FIGURES = DOCS / "figures"
BEGIN, END = "<!-- {}: written by the script -->", "<!-- end of {} -->"


def main() -> None:
    studies = [Study(job) for job in JOBS.values()]
    diamonds, _, hills = studies
    write(
        {
            "conclusion": conclusion(studies),
            "protocol": tables.protocol(),
            "race": tables.race(studies),
            "sensitivity": tables.sensitivity(studies),
            "tries": tables.tries(studies),
            "elsewhere": tables.elsewhere(hills),
        }
    )
    FIGURES.mkdir(exist_ok=True)
    for name, figure in {
        "race": figures.race(studies),
        "rates": figures.rates(studies),
        "tries": figures.tries(studies),
        "maps": figures.maps(maps(), diamonds.job.whole),
    }.items():
        figures.save(figure, FIGURES / f"adam-{name}.png")


def write(blocks: dict[str, str]) -> None:
    """Put every block between its marks in the page; the words around them stay."""
    page = PAGE.read_text("utf-8")
    for name, text in blocks.items():
        before, rest = page.split(BEGIN.format(name))
        _, after = rest.split(END.format(name))
        page = f"{before}{BEGIN.format(name)}\n\n{text}\n\n{END.format(name)}{after}"
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
