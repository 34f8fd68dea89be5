"""The published files are what the reviewed tables say, every time."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import build as building
from data.build import FOLDER, METADATA_KEY, RELEASES, build, differing, keep, write
from data.read import TABLES_FOLDER, read_all
from data.schema import SCHEMA, TABLES, VERSION
from footprint.load import load


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    tables, _ = build()
    write(tables, folder)
    return folder


def test_committed_files_equal_the_tables(rebuilt: Path) -> None:
    assert differing(FOLDER, rebuilt) == []


def test_rebuilding_gives_the_same_bytes(rebuilt: Path, tmp_path: Path) -> None:
    write(build()[0], tmp_path)
    assert differing(rebuilt, tmp_path) == []


def test_the_published_version_is_kept_once_the_version_moves_on(
    rebuilt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(rebuilt, tmp_path, dirs_exist_ok=True)
    assert keep(tmp_path) == ""  # the same version: nothing has moved on
    monkeypatch.setattr(building, "VERSION", "2099.1.0")
    assert keep(tmp_path) == VERSION
    kept = tmp_path / RELEASES / VERSION
    assert load(kept).version == VERSION
    (kept / "models.parquet").unlink()
    assert keep(tmp_path) == ""  # what was kept is never written again
    assert not (kept / "models.parquet").exists()


def test_a_changed_table_is_noticed(rebuilt: Path, tmp_path: Path) -> None:
    tables, _ = build()
    tables["pue"] = tables["pue"].assign(pue=tables["pue"]["pue"] + 0.01)
    write(tables, tmp_path)
    assert differing(rebuilt, tmp_path) == ["croissant.json", "pue.parquet"]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_each_file_says_what_it_is(table: str) -> None:
    found = pq.read_table(FOLDER / f"{table}.parquet")
    about = json.loads(found.schema.metadata[METADATA_KEY])
    assert (about["version"], about["schema"], about["table"]) == (VERSION, SCHEMA, table)
    assert about["rows"] == found.num_rows > 0
    assert set(about["units"]) <= set(found.column_names)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_text_is_dictionary_encoded_and_compressed(table: str) -> None:
    file = pq.ParquetFile(FOLDER / f"{table}.parquet")
    kinds = [field.type for field in file.schema_arrow]
    assert not any(pa.types.is_string(kind) or pa.types.is_large_string(kind) for kind in kinds)
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_dates_are_dates() -> None:
    column = pq.read_table(FOLDER / "models.parquet")["release_date"]
    assert column.type == pa.date32()
    assert min(day for day in column.to_pylist() if day) == datetime.date(1950, 7, 2)


def test_units_of_the_wide_table_are_stated() -> None:
    about = json.loads(pq.read_table(FOLDER / "models.parquet").schema.metadata[METADATA_KEY])
    expected = {"energy_mwh": "MWh", "emissions_tco2e": "t CO2e", "training_compute_flop": "FLOP", "chip_hours": "h"}
    assert {name: about["units"][name] for name in expected} == expected


def test_all_models_and_facts_are_in() -> None:
    tables = read_all(TABLES_FOLDER)
    assert len(tables["models"]) == 1260
    assert len(tables["facts"]) > 4800  # distinct ones: no figure stands under two ids of one publication
    first = {"bert-base", "bert-large", "xlnet-large", "gpt-2-1.5b", "gpt-3-175b", "evolved-transformer-nas", "lisa"}
    assert first <= set(tables["models"]["model_id"])


def test_nothing_known_from_memory_is_in() -> None:
    read = {name: set(table["read"]) for name, table in read_all().items() if "read" in table}
    assert {"facts", "inference", "grids"} <= set(read)
    assert [name for name, kinds in read.items() if "recall" in kinds] == []
