"""Which data versions there are and which one this run shows; a new one takes over without a restart."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from content.state import parameters
from content.tables import storage
from footprint import load
from footprint.estimate import estimate
from footprint.load import Dataset, DatasetError
from footprint.reference import Reference
from runtime.caches import Cache
from runtime.locks import Lock

NEWEST = ""  # of the version that this run shows: whatever is newest

_loaded: Cache[Dataset] = Cache("data sets")  # by version
_first: Cache[str] = Cache("first data set", size=0)  # keeps none: who comes at the start waits for the one that loads
_publishing = Lock("data versions")
_newest: list[str] = []  # versions published since the start, the last one first
_asked: ContextVar[str] = ContextVar("asked", default=NEWEST)


def newest() -> str:
    """The version that is shown where a link asks for no other; raises DatasetError where there is none."""
    if not _newest:
        _first.get(NEWEST, _begin)
    return _newest[0]


def _begin() -> str:
    """Load the first version."""
    if not _newest:
        publish(storage.fetch())
    return _newest[0]


def watch() -> None:
    """Look for new data from now on where it lies elsewhere: each process for itself, as threads outlive no fork."""
    if storage.address():
        threading.Thread(target=_watch, name="data version", daemon=True).start()


def loaded() -> str:
    """The newest version if one is there already, else nothing; never waits, so the server may ask as it listens."""
    return _newest[0] if _newest else ""


def versions() -> tuple[str, ...]:
    """Versions that can be shown, newest first: those of this server's life, then those kept beside the program."""
    return tuple(dict.fromkeys((newest(), *_newest, *load.releases())))


def current_version() -> str:
    """The version that this run shows."""
    return _asked.get() or newest()


@contextmanager
def using(version: str) -> Iterator[None]:
    """Everything asked for inside is of this version."""
    token = _asked.set(version)
    try:
        yield
    finally:
        _asked.reset(token)


def current() -> Dataset:
    """The data set of this run; raises DatasetError with the command that mends it."""
    version = current_version()
    return _loaded.get(version, lambda: _settled(load.load(load.RELEASES / version)))


def publish(dataset: Dataset) -> None:
    """Make a data set the newest; what was newest before can still be shown."""
    _loaded.put(dataset.version, _settled(dataset))
    with _publishing:
        _newest.insert(0, dataset.version)


def _settled(dataset: Dataset) -> Dataset:
    """The data set, whose some hundred thousand objects live for ever: the collector need not walk them."""
    gc.collect()
    gc.freeze()
    return dataset


def look() -> bool:
    """Fetch, check and publish the version in shared storage if it is another; whether it was.

    Raises DatasetError for one that cannot be used: the present version stays.
    """
    if storage.published_version() == newest():
        return False
    dataset = storage.fetch()
    try:
        parameters.build(dataset)
        estimate(dataset.models, Reference.from_tables(dataset.accelerators, dataset.grids, dataset.priors))
    except Exception as error:  # others wrote it: whatever it makes fail, it is not shown
        raise DatasetError(f"data version {dataset.version} cannot be estimated with: {error!r}.") from error
    publish(dataset)
    return True


def _watch() -> None:
    """Look again and again; each failure is told once."""
    logged, wait = "", threading.Event()
    log = logging.getLogger(__name__)
    while True:
        wait.wait(storage.seconds())
        try:
            if loaded() and look():  # a visitor or the watchdog loads the first one
                log.warning("data version %s is shown from now on", newest())
            logged = ""
        except DatasetError as error:
            if str(error) != logged:
                logged = str(error)
                log.error("%s The version shown stays %s.", error, newest())
