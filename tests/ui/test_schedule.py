"""A schedule's curve says what it draws."""

from urllib.parse import unquote

import numpy as np

from optim_core import Experiment
from ui.schedule import HEIGHT, WIDTH, curve


def test_the_curve_goes_from_the_first_rate_to_the_last():
    racer = {
        "optimizer": "adam",
        "hypers": {"lr": 0.4},
        "schedule": "cosine",
        "schedule_hypers": {"low": 0.25},
    }
    experiment = Experiment(epochs=50, batch_size=8000, racers=[racer])
    rates = experiment.rates(experiment.racers[0])
    html = unquote(curve(rates))
    assert f"from 0.4 at the first step to {rates[-1]:.3g} at the last; highest 0.4" in html
    path = html[html.index('d="M') + 4 :]
    points = np.array([each.split() for each in path[: path.index('"')].split("L")], float)
    np.testing.assert_allclose(points[0], [0, 2])
    np.testing.assert_allclose(points[-1], [WIDTH, (1 - rates[-1] / 0.4) * (HEIGHT - 4) + 2], atol=0.06)
    assert (np.diff(points[:, 1]) > -0.11).all()


def test_a_single_step_has_a_curve_too():
    assert "0.1 at every step" in curve(np.array([0.1]))
