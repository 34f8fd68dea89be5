"""The description of the data set is valid Croissant and describes what is there."""

from __future__ import annotations

import hashlib
import json

import mlcroissant
import pyarrow.parquet as pq
import pytest

from data.build import FOLDER
from data.croissant import FILE_NAME
from data.schema import TABLES, VERSION


@pytest.fixture(scope="module")
def described() -> mlcroissant.Dataset:
    return mlcroissant.Dataset(jsonld=FOLDER / FILE_NAME)


def test_the_validator_accepts_it(described: mlcroissant.Dataset) -> None:
    assert described.metadata.ctx.issues.errors == set()
    assert described.metadata.ctx.issues.warnings == set()
    assert described.metadata.version == VERSION


def test_every_column_of_every_table_is_described(described: mlcroissant.Dataset) -> None:
    records = {record.name: [field.name for field in record.fields] for record in described.metadata.record_sets}
    assert records == {table: pq.read_schema(FOLDER / f"{table}.parquet").names for table in TABLES}


def test_checksums_are_those_of_the_files() -> None:
    files = json.loads((FOLDER / FILE_NAME).read_text(encoding="utf-8"))["distribution"]
    assert {file["name"]: file["sha256"] for file in files} == {
        f"{table}.parquet": hashlib.sha256((FOLDER / f"{table}.parquet").read_bytes()).hexdigest() for table in TABLES
    }
