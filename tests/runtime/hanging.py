"""The server as shipped, but with pages that hang: its entry for tests, which say by HANGS what they hang in.

The address `/method` hangs in its last block, and so does the watchdog's probe where HANGS is `probe`.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit import config

config._main_script_path = str(Path(__file__).parents[2] / "app.py")  # in whose folder the app is

from content import site  # noqa: E402
from content.pages import method  # noqa: E402
from content.parts import Finding  # noqa: E402
from web import server  # noqa: E402

LONG_SECONDS = 600.0


def _python() -> None:
    until = time.monotonic() + LONG_SECONDS
    while time.monotonic() < until:
        pass


def _waiting() -> None:
    time.sleep(LONG_SECONDS)


def _interpreter() -> None:
    """Holds the interpreter itself: no other thread gets a turn."""
    re.fullmatch("(a|a)*b", "a" * 64)


def _probe(view: object) -> Finding:
    raise RuntimeError("no page can be made")


HANGS = os.environ["HANGS"]
if HANGS == "probe":
    site.PAGES["emissions"] = replace(site.PAGES["emissions"], finding=_probe)
else:
    hang = {"python": _python, "waiting": _waiting, "interpreter": _interpreter}[HANGS]
    method.limits = lambda t: iter(hang() or ())
app = st.App(server.SCRIPT, routes=server.routes(), middleware=server.middleware(), lifespan=server.lifespan)
