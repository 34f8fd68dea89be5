"""Which reader reads a file: its first bytes decide, not its name."""

from __future__ import annotations

from footprint.readers import delimited, parquet, spreadsheet
from footprint.readers.table import Table


def read(content: bytes) -> Table:
    """Table of a file; raises UnreadableError, here or while its blocks are read."""
    if content.startswith(b"PAR1"):
        return parquet.read(content)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return spreadsheet.read(content)
    return delimited.read(content)
