"""A file in pages/ is a page."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from ui.navigation import Page, pages

ROOT = Path(__file__).parents[2]


def test_pages_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name, text in {
        "100_late.py": '"""Late: the last."""',
        "20_one_step.py": '"""One step."""',
        "helper.py": '"""Not a page."""',
    }.items():
        (tmp_path / name).write_text(text)
    assert pages(tmp_path) == [
        Page(tmp_path / "20_one_step.py", "One step", "one_step"),
        Page(tmp_path / "100_late.py", "Late", "late"),
    ]


def test_addresses_are_unique() -> None:
    urls = [page.url for page in pages()]
    assert len(set(urls)) == len(urls)


def test_the_app_opens_on_its_first_page() -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    assert not app.exception
