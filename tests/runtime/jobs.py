"""Jobs that try the limits of a worker process."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from typing import Any

MIB = 2**20


def double(content: bytes, settings: Any, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """Twice the content, and the settings."""
    for step in range(4):
        report((step + 1) / 4)
    return {"settings": settings, "process": os.getpid()}, content * 2


def fill(content: bytes, settings: int, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """As many MiB as the settings say."""
    return len([b"\1" * MIB for _ in range(settings)]), b""


def sleep(content: bytes, settings: float, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """Be asleep in C code for as many seconds as the settings say."""
    ctypes.CDLL(None).sleep(int(settings))
    return None, b""


def crash(content: bytes, settings: Any, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """End the way a fault of a library does."""
    os.write(1, b"a library's own words")
    os.kill(os.getpid(), 11)
    return None, b""


def slow(content: bytes, settings: Any, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """Say again and again how far it is."""
    while True:
        report(0.5)
        time.sleep(0.01)
