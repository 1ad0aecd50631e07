"""A file in pages/ is a page."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from ui import navigation
from ui.navigation import pages

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]


def test_pages_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name, text in {
        "100_late.py": '"""Late: the last."""',
        "20_one_step.py": '"""One step."""',
        "helper.py": '"""Not a page."""',
    }.items():
        (tmp_path / name).write_text(text)
    assert pages(tmp_path) == [
        navigation.Page(tmp_path / "20_one_step.py", "One step", "one_step"),
        navigation.Page(tmp_path / "100_late.py", "Late", "late"),
    ]


def test_addresses_are_unique() -> None:
    urls = [page.url for page in pages()]
    assert len(set(urls)) == len(urls)


def test_the_app_opens_on_its_first_page() -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    assert not app.exception


@pytest.mark.parametrize("address", ["/", *(f"/{each.url}" for each in pages())])
def test_every_page_opens_from_its_link(page: "Page", address: str) -> None:
    page.goto(address)
    page.get_by_role("heading").first.wait_for()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    assert page.title().endswith("Descent Lab")
    assert page.get_by_test_id("stException").count() == 0
