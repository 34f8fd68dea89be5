"""A data set that cannot be used is refused in one sentence with the command that mends it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from footprint.load import FOLDER, METADATA_KEY, RELEASES, TABLES, DatasetError, load, main


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for table in TABLES:
        shutil.copy(FOLDER / f"{table}.parquet", tmp_path)
    return tmp_path


def _relabel(path: Path, **changes: object) -> None:
    table = pq.read_table(path)
    about = json.loads(table.schema.metadata[METADATA_KEY]) | changes
    pq.write_table(table.replace_schema_metadata({METADATA_KEY: json.dumps(about).encode()}), path)


def test_the_published_data_set_loads() -> None:
    dataset = load()
    assert dataset.version == "2026.11.3"
    assert len(dataset.models) == 1260
    for table in TABLES:
        frame = getattr(dataset, table)
        text = [name for name in frame if pd.api.types.is_string_dtype(frame[name]) and name != "release_date"]
        assert not frame[text].isna().any().any(), table


def test_a_version_from_before_a_column_is_read_as_it_was() -> None:
    """Before 2026.11.2 each model had one run: no figure names one, and all stand as they stood."""
    before = load(RELEASES / "2026.11.1")
    assert set(before.facts["run"]) == set(before.models["run"]) == {""}
    bert = before.models.set_index("model_id").loc["bert-base"]
    assert (bert["chip_count"], bert["energy_mwh"]) == (16, 1.507)


def test_a_missing_file(copy: Path) -> None:
    (copy / "grids.parquet").unlink()
    with pytest.raises(DatasetError, match=r"^data/grids\.parquet is missing: run `make data`"):
        load(copy)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a table", None])
def test_a_broken_file(copy: Path, content: bytes | None) -> None:
    path = copy / "facts.parquet"
    path.write_bytes(path.read_bytes()[:-100] if content is None else content)
    with pytest.raises(DatasetError, match=r"^data/facts\.parquet is broken: run `make data`"):
        load(copy)


def test_a_file_without_our_metadata(copy: Path) -> None:
    path = copy / "pue.parquet"
    pq.write_table(pq.read_table(path).replace_schema_metadata(None), path)
    with pytest.raises(DatasetError, match="is broken"):
        load(copy)


def test_an_older_schema(copy: Path) -> None:
    _relabel(copy / "models.parquet", schema=0)
    with pytest.raises(DatasetError, match=r"has schema 0, this program reads schema 1: run `make data`"):
        load(copy)


def test_files_of_two_versions(copy: Path) -> None:
    _relabel(copy / "priors.parquet", version="2025.1.0")
    with pytest.raises(DatasetError, match=r"priors\.parquet is of version 2025\.1\.0"):
        load(copy)


def test_lost_rows(copy: Path) -> None:
    _relabel(copy / "water.parquet", rows=1)
    with pytest.raises(DatasetError, match="instead of 1"):
        load(copy)


def test_the_command_says_the_sentence_and_fails(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main() == 0
    assert "1,260 models" in capsys.readouterr().out
    (copy / "models.parquet").unlink()
    monkeypatch.setattr("footprint.load.load", lambda: load(copy))
    assert main() == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_message_is_one_sentence(copy: Path) -> None:
    (copy / "models.parquet").unlink()
    with pytest.raises(DatasetError) as caught:
        load(copy)
    assert "\n" not in str(caught.value)
