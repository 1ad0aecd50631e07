"""Adam on the same mini-batches, as others would run it. Each keeps only where it ends.

x, y: the training rows (n,). orders: (epochs, n), which row comes when. A rival that is not
installed is None.
"""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from benchmarks.jobs import BATCH

LR, BETA1, BETA2, EPS = 0.01, 0.9, 0.999, 1e-8
Point = tuple[float, float]


def literal(x: np.ndarray, y: np.ndarray, orders: np.ndarray, start: Point) -> Point:
    """As a student writes it after the tutorial: a loop over epochs, a loop over batches, Adam in NumPy."""
    p = np.array(start)
    m, v = np.zeros(2), np.zeros(2)
    t = 0
    for order in orders:
        for first in range(0, len(x), BATCH):
            rows = order[first : first + BATCH]
            x_batch, y_batch = x[rows], y[rows]
            error = p[0] * x_batch + p[1] - y_batch
            g = np.array([2 * np.mean(x_batch * error), 2 * np.mean(error)])
            t += 1
            m = BETA1 * m + (1 - BETA1) * g
            v = BETA2 * v + (1 - BETA2) * g**2
            m_hat = m / (1 - BETA1**t)
            v_hat = v / (1 - BETA2**t)
            p = p - LR * m_hat / (np.sqrt(v_hat) + EPS)
    return float(p[0]), float(p[1])


def torch_eager(x: np.ndarray, y: np.ndarray, orders: np.ndarray, start: Point) -> Callable[[], Point] | None:
    """torch.optim.Adam with autograd, one call a step."""
    if not find_spec("torch"):
        return None
    import torch  # pyright: ignore[reportMissingImports]

    torch.set_num_threads(1)  # 32 numbers: a second thread only gets in the way
    xs, ys, rows = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(orders)

    def run() -> Point:
        p = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        adam = torch.optim.Adam([p], lr=LR, betas=(BETA1, BETA2), eps=EPS)
        for order in rows:
            for batch in torch.split(order, BATCH):
                adam.zero_grad()
                loss = torch.mean((p[0] * xs[batch] + p[1] - ys[batch]) ** 2)
                loss.backward()
                adam.step()
        m, b = p.tolist()
        return m, b

    return run


def optax_scan(x: np.ndarray, y: np.ndarray, orders: np.ndarray, start: Point) -> Callable[[], Point] | None:
    """optax.adam in one jitted lax.scan over all batches; they must be equally long."""
    if not (find_spec("optax") and find_spec("jax")):
        return None
    import jax  # pyright: ignore[reportMissingImports]
    import optax  # pyright: ignore[reportMissingImports]

    jax.config.update("jax_enable_x64", True)
    xs, ys = jax.numpy.asarray(x), jax.numpy.asarray(y)
    batches = jax.numpy.asarray(orders.reshape(-1, BATCH))
    adam = optax.adam(LR, BETA1, BETA2, EPS)

    def loss(p: jax.Array, rows: jax.Array) -> jax.Array:
        return jax.numpy.mean((p[0] * xs[rows] + p[1] - ys[rows]) ** 2)

    def step(carry: tuple, rows: jax.Array) -> tuple[tuple, None]:
        p, state = carry
        updates, state = adam.update(jax.grad(loss)(p, rows), state)
        return (optax.apply_updates(p, updates), state), None

    @jax.jit
    def descend(p: jax.Array) -> jax.Array:
        (p, _), _ = jax.lax.scan(step, (p, adam.init(p)), batches)
        return p

    def run() -> Point:
        m, b = descend(jax.numpy.asarray(start)).tolist()
        return m, b

    return run


def optax_scans(
    means: np.ndarray, start: Point, lr: np.ndarray, beta1: np.ndarray
) -> Callable[[], np.ndarray] | None:
    """optax.adam under many settings (R,) at once: one jitted lax.scan, vmapped; gives (R, 2).

    It gets what the sweep's own loop has: the means (T, 4) of every batch, instead of its rows.
    """
    if not (find_spec("optax") and find_spec("jax")):
        return None
    import jax  # pyright: ignore[reportMissingImports]
    import optax  # pyright: ignore[reportMissingImports]

    jax.config.update("jax_enable_x64", True)
    batches = jax.numpy.asarray(means)
    settings = jax.numpy.asarray(lr), jax.numpy.asarray(beta1)

    def loss(p: jax.Array, mean: jax.Array) -> jax.Array:
        """The mean squared error of a batch, but for what does not depend on p."""
        m, b = p
        x, y, xx, xy = mean
        return m * m * xx + 2 * m * b * x + b * b - 2 * m * xy - 2 * b * y

    def descend(lr: jax.Array, beta1: jax.Array) -> jax.Array:
        adam = optax.adam(lr, beta1, BETA2, EPS)

        def step(carry: tuple, mean: jax.Array) -> tuple[tuple, None]:
            p, state = carry
            updates, state = adam.update(jax.grad(loss)(p, mean), state)
            return (optax.apply_updates(p, updates), state), None

        p = jax.numpy.asarray(start)
        (p, _), _ = jax.lax.scan(step, (p, adam.init(p)), batches)
        return p

    together = jax.jit(jax.vmap(descend))
    return lambda: np.asarray(together(*settings))
