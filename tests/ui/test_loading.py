"""The server listens before the core is loaded, and its addresses answer all the same."""

import subprocess
import sys

from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.server import ROUTES

LOADED = "import sys, ui.server; print('numba' in sys.modules or 'optim_core' in sys.modules)"
WARM = """
import sys
from ui.loading import without_blas
with without_blas():
    import optim_core
print("optim_core" in sys.modules, "scipy.linalg" in sys.modules)
import scipy.linalg.cython_blas
with without_blas():
    pass
print("scipy.linalg.cython_blas" in sys.modules)
"""


def printed(source: str) -> list[str]:
    """By a fresh process that runs this."""
    answer = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    return answer.stdout.split()


def test_the_server_alone_loads_no_core() -> None:
    assert printed(LOADED) == ["False"]


def test_the_core_is_loaded_without_scipy_s_matrices_which_are_there_afterwards() -> None:
    assert printed(WARM) == ["True", "False", "True"]


def test_what_needs_the_core_answers_once_it_is_there() -> None:
    client = TestClient(Starlette(routes=ROUTES))
    assert client.get("/history?e=1").status_code == 400  # no from, no to
    assert client.get("/heights?around=1").status_code == 400
    assert client.get("/work/none").status_code == 404
