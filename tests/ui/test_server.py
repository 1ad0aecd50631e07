"""The server's own addresses and headers."""

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui import addresses, server
from ui.stage.bundle import bundle


@pytest.fixture(scope="module")
def client() -> TestClient:
    extra = Route("/elsewhere", lambda _: HTMLResponse("hello"))
    return TestClient(Starlette(routes=[*server.ROUTES, extra], middleware=server.MIDDLEWARE))


def test_a_browser_without_gzip_is_served_too(client: TestClient) -> None:
    answer = client.get(f"/{addresses.stage()}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text == bundle()


def test_only_the_address_of_this_very_stage_is_kept(client: TestClient) -> None:
    assert "immutable" in client.get(f"/{addresses.stage()}").headers["cache-control"]
    assert client.get("/stage-0123456789abcdef.js").headers["cache-control"] == "no-store"


def test_the_first_page_is_found_by_its_name(client: TestClient) -> None:
    answer = client.get("/race?e=1", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/?e=1")


@pytest.mark.parametrize("path", ["/elsewhere", "/nowhere", f"/{addresses.PLOTLY}"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]


def test_the_policy_knows_no_other_host_and_no_eval(client: TestClient) -> None:
    policy = client.get("/elsewhere").headers["content-security-policy"]
    assert "http" not in policy
    assert "*" not in policy
    assert "unsafe-eval" not in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "frame-ancestors 'self'" in policy


def test_a_site_that_embeds_the_lab_is_named_in_the_policy() -> None:
    assert server.policy("https://school.example").endswith("frame-ancestors https://school.example")


def test_a_setting_cannot_add_a_directive() -> None:
    with pytest.raises(ValueError, match="DESCENT_LAB_FRAME_ANCESTORS"):
        server.policy("*; script-src *")
