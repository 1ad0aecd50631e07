"""The first page's head: what it adds to Streamlit's, and that all of it is there to be had."""

import re
from importlib.resources import files

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui import addresses
from ui.first_page import ELEMENTS, FirstPage, element_modules
from ui.server import ROUTES

STATIC = files("streamlit") / "static"
PAGE = (STATIC / "index.html").read_text("utf-8")
PRELOADED = re.compile(r'<link rel="modulepreload" crossorigin href="\./(.+?)">')


@pytest.fixture(scope="module")
def client() -> TestClient:
    pages = [Route(path, lambda _: HTMLResponse(PAGE, headers={"ETag": "a"})) for path in ("/", "/elsewhere")]
    return TestClient(Starlette(routes=[*pages, *ROUTES], middleware=[Middleware(FirstPage)]))


def test_plotly_is_asked_for_before_all_else(client: TestClient) -> None:
    page = client.get("/")
    assert f'<head><script async src="./{addresses.PLOTLY}"></script>' in page.text
    assert int(page.headers["content-length"]) == len(page.content)
    assert "etag" not in page.headers  # it was the file's


def test_nothing_else_is_changed_and_no_other_page(client: TestClient) -> None:
    assert client.get("/elsewhere").text == PAGE
    added = PRELOADED.findall(client.get("/").text)
    assert len(added) == len(set(added))
    head, rest = client.get("/").text.split("</head>")
    for module in set(added) - set(PRELOADED.findall(PAGE)):
        head = head.replace(f'<link rel="modulepreload" crossorigin href="./{module}">', "")
    tag = f'<script async src="./{addresses.PLOTLY}"></script>'
    assert f"{head.replace(tag, '')}</head>{rest}" == PAGE


def test_the_scripts_of_the_page_s_elements_are_asked_for_too(client: TestClient) -> None:
    """Where Streamlit is built in another way, this fails: see how its manifest names them now."""
    added = set(PRELOADED.findall(client.get("/").text)) - set(PRELOADED.findall(PAGE))
    assert addresses.stage() in added
    assert client.get(f"/{addresses.stage()}").status_code == 200
    for name in ELEMENTS:
        assert any(f"/{name}." in module for module in added)
    for module in added - {addresses.stage()}:
        assert (STATIC / module).is_file(), module


def test_a_script_is_listed_once_with_all_that_it_imports() -> None:
    modules = list(element_modules())
    assert len(modules) == len(set(modules))
    for module in modules:
        if module.endswith(".js"):
            text = (STATIC / module).read_text("utf-8")
            imports = re.findall(r'(?:^|;)import\b[^;"]*"\./([\w.-]+\.js)"', text)
            assert {f"static/js/{name}" for name in imports} <= set(modules), module


def test_what_is_no_page_is_left_alone() -> None:
    app = Starlette(
        routes=[Route("/", lambda _: PlainTextResponse("<head></head>"))], middleware=[Middleware(FirstPage)]
    )
    assert TestClient(app).get("/").text == "<head></head>"
