"""The teachers' page of surfaces says what the declarations say, and is found."""

from optim_core.catalogue import SURFACES
from tests.surfaces_page import MARK, PAGE, made

DOCS = PAGE.parent


def test_every_surface_is_in_it_as_it_is_declared():
    page = PAGE.read_text("utf-8")
    assert page.partition(MARK)[2].strip() == made().strip(), "run: python -m tests.surfaces_page"
    for surface in SURFACES.values():
        assert page.count(f"\n### {surface.name}\n") == 1


def test_what_it_recommends_by_name_is_there():
    introduction = PAGE.read_text("utf-8").partition(MARK)[0]
    named = [surface for surface in SURFACES.values() if f"**{surface.name}" in introduction]
    assert len(named) >= 10


def test_readme_and_classroom_lead_to_it():
    for page, link in (
        (DOCS.parent / "README.md", "docs/surfaces.md"),
        (DOCS / "classroom.md", "surfaces.md"),
    ):
        assert f"({link})" in page.read_text("utf-8"), page.name
