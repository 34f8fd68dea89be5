"""Where the published data set lies: beside the program, or in a place that several servers share.

`FOOTPRINT_DATA` names a folder, an http(s) address or one that pyarrow's file systems know (s3://bucket/path);
`FOOTPRINT_DATA_SECONDS` how often it is looked at for a new version.
"""

from __future__ import annotations

import os
import urllib.request
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa

from footprint import published
from footprint.load import TABLES, VERSION_FILE, Dataset, DatasetError, assemble, load, read

VARIABLE = "FOOTPRINT_DATA"
INTERVAL = "FOOTPRINT_DATA_SECONDS"
EVERY_SECONDS = 60.0
TIMEOUT_SECONDS = 20
LARGEST_BYTES = 200_000_000  # a table beyond that is not ours


def address() -> str:
    """The shared place, or nothing where the data set lies beside the program."""
    return os.environ.get(VARIABLE, "")


def seconds() -> float:
    """Time between two looks at the shared place [s]."""
    return float(os.environ.get(INTERVAL, EVERY_SECONDS))


def published_version() -> str:
    """Version that lies at the address; its file is written last, so what it names is complete."""
    return _read(VERSION_FILE).decode().strip()


def fetch() -> Dataset:
    """The data set, checked; raises DatasetError where it cannot be reached or used. Nothing is written to a disk."""
    if not address():
        return load()
    tables = read({table: BytesIO(_read(f"{table}.parquet")) for table in TABLES})
    for name, table in tables.items():
        published.check_columns(name, table)
    dataset = assemble(tables)
    published.check_references(dataset)
    return dataset


def _read(name: str) -> bytes:
    """One file at the address."""
    try:
        content = _download(name) if address().startswith(("http://", "https://")) else _copy(name)
    except (OSError, ValueError, HTTPException, pa.ArrowException) as error:
        raise DatasetError(f"{name} cannot be read from {_public_address()} ({type(error).__name__}).") from error
    if len(content) > LARGEST_BYTES:
        raise DatasetError(f"{name} from {_public_address()} is larger than {LARGEST_BYTES:,} bytes.")
    return content


def _download(name: str) -> bytes:
    with urllib.request.urlopen(f"{address().rstrip('/')}/{name}", timeout=TIMEOUT_SECONDS) as answer:
        return bytes(answer.read(LARGEST_BYTES + 1))


def _copy(name: str) -> bytes:
    from pyarrow import fs  # an eighth of a second that only shared storage pays

    if "://" not in address():
        with (Path(address()) / name).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    files, folder = fs.FileSystem.from_uri(address())
    with files.open_input_stream(f"{folder}/{name}") as stream:
        return bytes(stream.read(LARGEST_BYTES + 1))


def _public_address() -> str:
    """The address without what may be secret in it: name, password and options."""
    parts = urlsplit(address())
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.scheme else address()
