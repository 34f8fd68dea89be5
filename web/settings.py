"""What whoever runs the server may set, as environment variables."""

from __future__ import annotations

import math
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from content.tables import storage

# An origin as the frame rules take it: https://school.example.org, https://*.example.org:8443, or any with *.
FRAME_ORIGIN = re.compile(r"\*|'none'|https?://(\*\.)?[A-Za-z0-9.-]+(:\d+)?")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")


class SettingError(ValueError):
    """A setting that cannot be understood; the server does not start with a guess."""


@dataclass(frozen=True)
class Settings:
    """Settings of a server."""

    frame_origins: tuple[str, ...] = ()  # besides itself, pages that may hold the dashboard in a frame
    address: str = ""  # as visitors know it; without it the one that each request names
    proxies: int = 0  # own proxies before the server, whose word on the client's address counts


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process."""
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
    _check_seconds(environment.get(storage.INTERVAL))
    return Settings(origins, address, int(proxies))


def _check_seconds(text: str | None) -> None:
    """Whether the time between two looks for new data is one."""
    try:
        found = storage.EVERY_SECONDS if text is None else float(text)
    except ValueError:
        found = math.nan
    if not 0 < found <= threading.TIMEOUT_MAX:
        raise SettingError(f"{storage.INTERVAL}: {text!r} is no number of seconds")
