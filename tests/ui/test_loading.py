"""The server listens before the core is loaded, and its addresses answer all the same."""

import subprocess
import sys

from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.server import ROUTES

LOADED = "import sys, ui.server; print('numba' in sys.modules or 'optim_core' in sys.modules)"


def test_the_server_alone_loads_no_core() -> None:
    answer = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_what_needs_the_core_answers_once_it_is_there() -> None:
    client = TestClient(Starlette(routes=ROUTES))
    assert client.get("/history?e=1").status_code == 400  # no from, no to
    assert client.get("/heights?around=1").status_code == 400
    assert client.get("/work/none").status_code == 404
