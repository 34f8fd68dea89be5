"""What whoever runs the server may set, as environment variables."""

from __future__ import annotations

import logging
import math
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from content.tables import storage
from runtime.watchdog import Limits

# An origin as the frame rules take it: https://school.example.org, https://*.example.org:8443, or any with *.
FRAME_ORIGIN = re.compile(r"\*|'none'|https?://(\*\.)?[A-Za-z0-9.-]+(:\d+)?")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")


# How long the watchdog lets something last; see runtime/watchdog.py.
LIMITS = {
    "run_seconds": "FOOTPRINT_RUN_SECONDS",
    "end_seconds": "FOOTPRINT_END_SECONDS",
    "silent_seconds": "FOOTPRINT_SILENT_SECONDS",
    "probe_seconds": "FOOTPRINT_PROBE_SECONDS",
}


BELIEVED = "FORWARDED_ALLOW_IPS"  # of uvicorn: whose X-Forwarded-* lines it takes; set to nothing, nobody's


class SettingError(ValueError):
    """A setting that cannot be understood; the server does not start with a guess."""


@dataclass(frozen=True)
class Settings:
    """Settings of a server."""

    frame_origins: tuple[str, ...] = ()  # besides itself, pages that may hold the dashboard in a frame
    address: str = ""  # as visitors know it; without it the one that each request names
    proxies: int = 0  # own proxies before the server, whose word on the client's address counts
    limits: Limits = field(default_factory=Limits)  # of the watchdog


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process."""
    if BELIEVED not in environment:  # the server has read it before the program is
        logging.getLogger(__name__).warning("%s is not set: the server believes what programs here forward", BELIEVED)
    origins = tuple(environment.get("FOOTPRINT_FRAME_ANCESTORS", "").split())
    for origin in origins:
        if not FRAME_ORIGIN.fullmatch(origin):
            raise SettingError(f"FOOTPRINT_FRAME_ANCESTORS: {origin!r} is no origin such as https://school.example.org")
    address = environment.get("FOOTPRINT_ADDRESS", "").rstrip("/")
    if address and not ADDRESS.fullmatch(address):
        raise SettingError(f"FOOTPRINT_ADDRESS: {address!r} is no address such as https://footprint.example.org")
    proxies = environment.get("FOOTPRINT_PROXIES", "0")
    if not proxies.isdecimal():
        raise SettingError(f"FOOTPRINT_PROXIES: {proxies!r} is no number")
    _seconds(storage.INTERVAL, storage.EVERY_SECONDS, environment)
    seconds = {name: _seconds(variable, getattr(Limits(), name), environment) for name, variable in LIMITS.items()}
    return Settings(origins, address, int(proxies), Limits(**seconds))


def _seconds(name: str, default: float, environment: Mapping[str, str]) -> float:
    """A time [s]."""
    text = environment.get(name)
    try:
        seconds = default if text is None else float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise SettingError(f"{name}: {text!r} is no number of seconds")
    return seconds
