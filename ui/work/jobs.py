"""Long work in the background: begun once however many ask for it, ended when nobody looks any more."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, Literal, Protocol

from cachetools import LRUCache

from optim_core.sweep import Cancel
from optim_core.sweep.cluster import ClusterError

LEASE = 20.0  # seconds: who has asked is looking for so long; a browser can be busy, or its network slow
PARTING = 2.0  # seconds: who closes the tab looks for so long yet; who only loads it anew is back by then
LOOK = 0.25  # seconds between two looks at who is still looking
AT_ONCE = 2  # jobs; each of them uses all cores, the others wait
KEPT = 32  # jobs, the finished ones with their results


class Progress(Protocol):
    """What work gives again and again, the last time with all of its result."""

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        ...

    @property
    def words(self) -> str:
        """What is being done, or how far it is: "Tuning Adam", "300 of 1,600 runs"."""
        ...


Work = Callable[[Cancel], Iterable[Any]]
"""Takes what cancels it, gives Progress after Progress, and ends early after `cancel.set()`."""

Message = Callable[[Any], bytes]
"""Makes of a Progress what a view in the browser draws."""

State = Literal["waiting", "running", "finished", "cancelled", "failed"]


@dataclass
class Job:
    """One piece of work and how far it has come."""

    id: str
    work: Work
    message: Message | None = None  # for the view of it, if there is one
    state: State = "waiting"
    latest: Any = None  # the newest Progress
    version: int = 0  # grows with every Progress and every change of state
    why: str = ""  # it failed
    cancel: Cancel = field(default_factory=Cancel)
    watchers: dict[str, float] = field(default_factory=dict)  # who looks, and until when
    began: float = 0.0
    _viewed: tuple[Any, bytes] | None = None  # the Progress that was last packed

    @property
    def over(self) -> bool:
        return self.state in ("finished", "cancelled", "failed")

    def view(self) -> tuple[int, bytes] | None:
        """The newest Progress as its message, packed once for all who look, and the version it is of."""
        version, latest = self.version, self.latest
        if self.message is None or latest is None:
            return None
        if self._viewed is None or self._viewed[0] is not latest:
            self._viewed = latest, self.message(latest)
        return version, self._viewed[1]

    @property
    def seconds_left(self) -> float | None:
        """If the rest goes as what is done; None where nothing is known yet."""
        share = self.latest.share if self.latest else 0.0
        return (monotonic() - self.began) * (1 - share) / share if share else None

    def watched(self) -> bool:
        now = monotonic()
        return any(until > now for until in [*self.watchers.values()])

    def run(self) -> None:
        if self.cancel.is_set():
            return self._became("cancelled")
        self.began = monotonic()
        self._became("running")
        try:
            for latest in self.work(self.cancel):
                self.latest = latest
                self.version += 1
        except ClusterError as error:
            self.why = str(error)
            return self._became("failed")
        except Exception:  # the thread's end: nobody above it could tell the user
            logging.getLogger(__name__).exception("A job failed.")
            self.why = "It failed for a reason that is in the server's log."
            return self._became("failed")
        self._became("cancelled" if self.cancel.is_set() else "finished")

    def _became(self, state: State) -> None:
        self.state = state
        self.version += 1


_jobs: LRUCache[str, Job] = LRUCache(KEPT)
_lock = Lock()
_pool = ThreadPoolExecutor(AT_ONCE, "job")


def id_of(page: str, what: str) -> str:
    """The id of a page's work, by all that decides it."""
    return f"{page}-{sha256(what.encode()).hexdigest()[:32]}"


def begin(id: str, work: Work, watcher: str, message: Message | None = None) -> Job:
    """The job of that id, begun unless it is there. The watcher's other jobs of the page lose him."""
    page = id.partition("-")[0]
    with _lock:
        for other in _jobs.values():
            if other.id != id and other.id.partition("-")[0] == page:
                other.watchers.pop(watcher, None)
        job = _jobs.get(id)
        if job is None or job.state in ("cancelled", "failed") or job.cancel.is_set():
            _jobs[id] = job = Job(id, work, message, watchers={watcher: monotonic() + LEASE})
            _pool.submit(job.run)
            _keeper()
        job.watchers[watcher] = monotonic() + LEASE
    return job


def find(id: str) -> Job | None:
    """The job of that id, without looking at it."""
    with _lock:
        return _jobs.get(id)


def look(id: str, watcher: str) -> Job | None:
    """The job of that id, at which the watcher goes on looking; None if there is none."""
    with _lock:
        job = _jobs.get(id)
        if job and not job.over:
            job.watchers[watcher] = monotonic() + LEASE
        return job


def part(id: str, watcher: str) -> None:
    """The watcher's page is about to go, and may come back at once."""
    with _lock:
        job = _jobs.get(id)
        if job and watcher in job.watchers:
            job.watchers[watcher] = min(job.watchers[watcher], monotonic() + PARTING)


def leave(id: str, watcher: str) -> None:
    """The watcher looks no more: a job that nobody looks at ends. Leaving twice does no harm."""
    with _lock:
        job = _jobs.get(id)
        if job:
            job.watchers.pop(watcher, None)
            if not job.watched():
                job.cancel.set()


@cache
def _keeper() -> Thread:
    """The thread that ends what nobody looks at; it lives as long as the process."""
    thread = Thread(target=_end_the_unwatched, name="jobs", daemon=True)
    thread.start()
    return thread


def _end_the_unwatched() -> None:
    while True:
        with _lock:
            for job in _jobs.values():
                if not job.over and not job.watched():
                    job.cancel.set()
        sleep(LOOK)
