"""What never changes travels gzipped, and is compressed once, when the app is prepared."""

import gzip
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui import compressed
from ui.addresses import PLOTLY, PLOTLY_3D
from ui.compressed import Unchanging, sources

STATIC = files("streamlit") / "static"
A_SCRIPT, A_STYLE = (
    next(address for address in sorted(sources()) if address.startswith(folder))
    for folder in ("static/js/", "static/css/")
)
STREAMLIT = "Streamlit's own answer"


@pytest.fixture(scope="module")
def client() -> TestClient:
    streamlit = Route("/{path:path}", lambda _: PlainTextResponse(STREAMLIT), methods=["GET", "POST"])
    return TestClient(Starlette(routes=[streamlit], middleware=[Middleware(Unchanging)]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place to keep things, and only three that are to be kept."""
    few = {address: sources()[address] for address in (PLOTLY, A_SCRIPT, A_STYLE)}
    monkeypatch.setattr(compressed, "FOLDER", tmp_path / "prepared")
    monkeypatch.setattr(compressed, "sources", lambda: few)
    return tmp_path / "prepared"


@pytest.mark.parametrize("address", [PLOTLY, PLOTLY_3D, A_SCRIPT, A_STYLE])
def test_it_travels_gzipped_and_is_kept_for_ever(client: TestClient, address: str) -> None:
    answer = client.get(f"/{address}")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == sources()[address]()
    assert "immutable" in answer.headers["cache-control"]
    kind = "text/css" if address == A_STYLE else "text/javascript"
    assert answer.headers["content-type"].startswith(kind)


def test_plotly_is_small(client: TestClient) -> None:
    sizes = [int(client.get(f"/{address}").headers["content-length"]) for address in (PLOTLY, PLOTLY_3D)]
    assert sizes[0] < 500_000 < sizes[1] < 1_500_000


def test_a_browser_without_gzip_is_served_too(client: TestClient) -> None:
    answer = client.get(f"/{A_SCRIPT}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == (STATIC / A_SCRIPT).read_bytes()


@pytest.mark.parametrize(
    "path", ["/", "/static/js/none.js", "/static/js/..%2Findex.html", "/static/media/x.woff2"]
)
def test_all_else_is_left_to_streamlit(client: TestClient, path: str) -> None:
    assert client.get(path).text == STREAMLIT
    assert client.post(f"/{A_SCRIPT}").text == STREAMLIT


def test_what_is_prepared_is_served(folder: Path) -> None:
    compressed.prepare()
    for address, source in compressed.sources().items():
        kept = (folder / f"{address}.gz").read_bytes()
        assert compressed.compressed.__wrapped__(address) == kept
        assert gzip.decompress(kept) == source()


def test_each_is_prepared_once(folder: Path) -> None:
    compressed.prepare()
    kept = folder / f"{A_SCRIPT}.gz"
    kept.write_bytes(b"as it was")
    compressed.prepare()
    assert kept.read_bytes() == b"as it was"


def test_without_it_the_first_visitor_waits(folder: Path) -> None:
    assert not folder.exists()
    assert gzip.decompress(compressed.compressed.__wrapped__(PLOTLY)) == sources()[PLOTLY]()
