"""The data set in a place that several servers share: a folder, a web server, a server that speaks S3."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer
from pyarrow.fs import S3FileSystem

from content.tables import datasets, storage
from footprint import load
from footprint.load import VERSION_FILE, DatasetError
from runtime.caches import Cache
from tests.pages.visit import headline, healthy, open_page
from tests.releases import MODEL, write_release

NEXT = "2099.1.0"
Put = Callable[[Path], None]  # copies a folder's files to the shared place
Shared = tuple[str, Put]  # its address, and how files get there


class Silent(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Shared:
    place = tmp_path / "shared"
    place.mkdir()

    def put(files: Path) -> None:
        shutil.copytree(files, place, dirs_exist_ok=True)

    return str(place), put


@pytest.fixture
def web(folder: Shared) -> Iterator[Shared]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder[0]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def s3() -> Iterator[Shared]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    files = S3FileSystem(
        access_key="name",
        secret_key="secret",
        endpoint_override=f"{host}:{port}",
        scheme="http",
        region="us-east-1",
        allow_bucket_creation=True,
        allow_delayed_open=True,  # else every file, however small, goes in parts
    )
    files.create_dir("footprint")

    def put(folder: Path) -> None:
        for path in sorted(folder.iterdir(), key=lambda path: path.name == VERSION_FILE):
            with files.open_output_stream(f"footprint/data/{path.name}") as stream:
                stream.write(path.read_bytes())

    yield f"s3://name:secret@footprint/data?endpoint_override={host}:{port}&scheme=http&region=us-east-1", put
    server.stop()


@pytest.fixture(params=["folder", "web", "s3"])
def put(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """A shared place that holds the published data set, and this server set up for it."""
    shared: Shared = request.getfixturevalue(request.param)
    address, put = shared
    published = tmp_path / "published"
    published.mkdir()
    for name in (*(f"{table}.parquet" for table in load.TABLES), VERSION_FILE):
        shutil.copy(load.FOLDER / name, published)
    put(published)
    monkeypatch.setenv(storage.VARIABLE, address)
    monkeypatch.setattr(datasets, "_loaded", Cache("data sets"))
    monkeypatch.setattr(datasets, "_newest", [])
    datasets.publish(storage.fetch())
    return put


def test_the_data_set_is_read_from_there(put: Put) -> None:
    assert storage.published_version() == storage.fetch().version == load.load().version
    assert not datasets.look()


def test_a_new_version_takes_over_and_the_old_one_can_still_be_shown(put: Put, tmp_path: Path) -> None:
    before = datasets.newest()
    session = open_page("emissions", model=MODEL)
    seen = headline(session)
    write_release(tmp_path / "next", NEXT)
    put(tmp_path / "next")
    assert datasets.look()
    assert datasets.versions()[:2] == (NEXT, before)
    assert headline(open_page("emissions", model=MODEL)) != seen
    assert headline(open_page("emissions", model=MODEL, data=before)) == seen
    assert headline(healthy(session.run())) == seen  # whoever has the page open keeps its numbers


@pytest.mark.parametrize("table", ["models", "facts"])
def test_a_broken_version_is_refused_and_the_old_one_stays(put: Put, tmp_path: Path, table: str) -> None:
    before = datasets.newest()
    write_release(tmp_path / "next", NEXT)
    broken = tmp_path / "next" / f"{table}.parquet"
    broken.write_bytes(broken.read_bytes()[:-50])
    put(tmp_path / "next")
    with pytest.raises(DatasetError, match=rf"{table}\.parquet is broken"):
        datasets.look()
    assert datasets.versions()[0] == before
    write_release(tmp_path / "next", NEXT)
    put(tmp_path / "next")
    assert datasets.look()  # mended


def _without_a_column(table: pa.Table) -> pa.Table:
    return table.drop_columns(["unit"])


def _with_texts_for_numbers(table: pa.Table) -> pa.Table:
    place = table.schema.get_field_index("value")
    return table.set_column(place, "value", table["value"].cast(pa.string()))


def _with_unknown_sources(table: pa.Table) -> pa.Table:
    place = table.schema.get_field_index("source_id")
    return table.set_column(place, "source_id", pa.array(["nobody-2099"] * table.num_rows))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_without_a_column, "has no column unit"),
        (_with_texts_for_numbers, "column value is not of type double"),
        (_with_unknown_sources, r"source_id nobody-2099 is not in data/sources\.parquet"),
    ],
)
def test_whole_files_that_do_not_fit_the_program_are_refused(
    folder: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[pa.Table], pa.Table], told: str
) -> None:
    address, put = folder
    write_release(tmp_path / "next", NEXT)
    facts = tmp_path / "next" / "facts.parquet"
    table = pq.read_table(facts)
    pq.write_table(change(table).replace_schema_metadata(table.schema.metadata), facts)
    put(tmp_path / "next")
    before = datasets.newest()
    monkeypatch.setenv(storage.VARIABLE, address)
    with pytest.raises(DatasetError, match=told):
        datasets.look()
    assert datasets.newest() == before


def test_what_cannot_be_estimated_with_is_refused(
    folder: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, put = folder
    write_release(tmp_path / "next", NEXT)
    priors = tmp_path / "next" / "priors.parquet"
    table = pq.read_table(priors)
    place = table.schema.get_field_index("median")
    negative = table.set_column(place, "median", pc.negate(table["median"]))
    pq.write_table(negative.replace_schema_metadata(table.schema.metadata), priors)
    put(tmp_path / "next")
    before = datasets.newest()
    monkeypatch.setenv(storage.VARIABLE, address)
    with pytest.raises(DatasetError, match="cannot be estimated with"):
        datasets.look()
    assert datasets.newest() == before


def test_a_table_that_is_still_missing_is_refused(put: Put, tmp_path: Path) -> None:
    (tmp_path / "early").mkdir()
    (tmp_path / "early" / VERSION_FILE).write_text(NEXT)
    put(tmp_path / "early")
    assert datasets.look()  # the tables themselves say which version they are
    assert datasets.newest() == load.load().version


@pytest.mark.parametrize(
    "address",
    [
        "https://name:secret@127.0.0.1:1/data",
        "s3://name:secret@footprint/data?endpoint_override=127.0.0.1:1&scheme=http",
    ],
)
def test_an_address_out_of_reach_is_told_without_its_secrets(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(storage.VARIABLE, address)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(DatasetError) as told:
        storage.published_version()
    assert "VERSION cannot be read from" in str(told.value)
    assert "secret" not in str(told.value)
