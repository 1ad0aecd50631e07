"""The tutorial's own run, digit for digit: its NumPy code, taken literally, against ours."""

import numpy as np
import pytest
import seaborn as sns

from optim_core import Experiment, run
from optim_core.data_sets import FOLDER
from optim_core.setup import set_up


def model(m, x, b):
    return m * x + b


def loss(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


def stochastic_gradient_descent(x, y, epochs=100, learning_rate=0.01, batch_size=32, stopping_threshold=1e-6):
    """The tutorial's function, and beside its result: the start, and the loss after each epoch."""
    m = np.random.randn()
    b = np.random.randn()
    start, losses = (m, b), []
    n = len(x)
    previous_loss = np.inf
    for _ in range(epochs):
        indices = np.random.permutation(n)
        x = x[indices]
        y = y[indices]
        for j in range(0, n, batch_size):
            x_batch = x[j : j + batch_size]
            y_batch = y[j : j + batch_size]
            error = y_batch - model(m, x_batch, b)
            m_gradient = -2 * np.mean(x_batch * error)
            b_gradient = -2 * np.mean(error)
            m -= learning_rate * m_gradient
            b -= learning_rate * b_gradient
        current_loss = loss(y, model(m, x, b))
        losses.append(current_loss)
        if previous_loss - current_loss < stopping_threshold:
            break
        previous_loss = current_loss
    return m, b, start, losses


@pytest.fixture(scope="module")
def tutorial():
    """Its script from the top, with the global generator put back afterwards."""
    before = np.random.get_state()
    np.random.seed(42)
    dataset_size = 10_000
    diamonds = sns.load_dataset("diamonds", data_home=str(FOLDER))
    xy = np.array(diamonds[["carat", "price"]].values)
    np.random.shuffle(xy)
    xy = xy[:dataset_size]
    np.random.shuffle(xy)
    train_size = int(0.8 * dataset_size)
    train_xy, test_xy = xy[:train_size], xy[train_size:]
    result = stochastic_gradient_descent(train_xy[:, 0], train_xy[:, 1])
    np.random.set_state(before)
    return train_xy, test_xy, *result


def test_the_same_rows_in_the_same_order(tutorial):
    train_xy, test_xy, *_ = tutorial
    surface = set_up(Experiment.preset("article").problem, 42, None).surface
    np.testing.assert_array_equal(np.stack([surface.x_train, surface.y_train], 1), train_xy)
    np.testing.assert_array_equal(np.stack([surface.x_test, surface.y_test], 1), test_xy)


def test_the_same_start(tutorial):
    start = tutorial[4]
    assert tuple(run(Experiment.preset("article")).runs[0].path[0]) == start


def test_the_same_end(tutorial):
    _, _, m, b, _, losses = tutorial
    ours = run(Experiment.preset("article")).runs[0]
    assert ours.status == "threshold"
    assert ours.epochs == len(losses) < 10
    np.testing.assert_allclose(ours.path[-1], (m, b), rtol=1e-15)


def test_the_same_loss_after_every_epoch(tutorial):
    losses = tutorial[5]
    ours = run(Experiment.preset("article")).runs[0]
    np.testing.assert_allclose(
        ours.train_loss[ours.steps_per_epoch :: ours.steps_per_epoch], losses, rtol=1e-13
    )


def test_the_reason_says_that_the_loss_rose(tutorial):
    losses = tutorial[5]
    rise = losses[-1] - losses[-2]
    assert rise > 0
    assert f"its loss rose by {rise:.3g}" in run(Experiment.preset("article")).runs[0].reason


def test_least_squares_of_the_facts():
    surface = set_up(Experiment.preset("article").problem, 42, None).surface
    m, b, mse = surface.minima[0]
    assert (round(m, 4), round(b, 4), round(mse, 3)) == (7704.1895, -2229.3554, 2414147.634)
    np.testing.assert_allclose(np.linalg.eigvalsh(surface.train.hessian), (0.26234, 3.45946), atol=5e-6)
