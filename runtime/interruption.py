"""Asks a thread to end what it does: an exception is raised in it at its next step of Python code.

Code in C, and whatever waits for something outside, goes on until it comes back to Python.
"""

from __future__ import annotations

import ctypes
import sys

# Code that an exception would leave half done, for others too: locks, caches, what Streamlit keeps, imports.
PROTECTED = (
    "runtime.",
    "streamlit",
    "threading",
    "contextlib",
    "importlib",
    "asyncio",
    "concurrent.",
    "logging",
    "weakref",
)


class InterruptedWork(BaseException):
    """The watchdog has taken the place back. No `Exception`: nobody's handler for errors may swallow it."""


def ask(thread: int) -> bool:
    """Raise InterruptedWork in a thread; False where it is in code that is left to finish first: ask again."""
    frame = sys._current_frames().get(thread)
    if frame is None or str(frame.f_globals.get("__name__")).startswith(PROTECTED):
        return False
    _raise(thread, ctypes.py_object(InterruptedWork))
    return True


def withdraw(thread: int) -> None:
    """Take back what has not been raised yet, lest it meets the thread's next work."""
    _raise(thread, ctypes.py_object())


def _raise(thread: int, exception: ctypes.py_object[type[BaseException]]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception)
