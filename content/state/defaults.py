"""Pinned defaults: what an address leaves out means what it meant in the data version that it names.

An address states its data version and what differs from the defaults of that version (data/defaults.csv, a column for
each version). A default that changes in the program so changes no link that was sent before: it takes effect with the
next data version. `python -m content.tables.pin` adds the column of a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from footprint import load

PARAMETER = "parameter"  # name of the first column


@cache
def _columns() -> Mapping[str, Mapping[str, str]]:
    rows = load.defaults()
    versions = [name for name in rows[0] if name != PARAMETER]
    return {version: {row[PARAMETER]: row[version] for row in rows} for version in versions}


def pinned(version: str) -> Mapping[str, str]:
    """Defaults of a data version, as the address writes them; empty for one that is newer than the table."""
    return _columns().get(version, {})
