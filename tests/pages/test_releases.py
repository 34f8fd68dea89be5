"""A link shows the data that its sender saw, and says what the newest would show."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from components import catalog
from footprint import load
from tests.pages.visit import address, headline, healthy, open_page

OLD = "2001.1.0"
MODEL = "gpt-3-175b"
LACKING = "olmo-7b"


@pytest.fixture
def old_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier version in which GPT-3's energy is ten times what it is now, and OLMo 7B is not there."""
    folder = tmp_path / OLD
    folder.mkdir()
    for path in load.FOLDER.glob("*.parquet"):
        table = pq.read_table(path)
        if path.stem == "models":
            table = table.filter(pc.not_equal(table["model_id"].cast(pa.string()), LACKING))
            tenfold = pc.if_else(pc.equal(table["model_id"].cast(pa.string()), MODEL), 10.0, 1.0)
            place = table.schema.get_field_index("energy_mwh")
            table = table.set_column(place, "energy_mwh", pc.multiply(table["energy_mwh"], tenfold))
        about = json.loads(table.schema.metadata[load.METADATA_KEY]) | {"version": OLD, "rows": table.num_rows}
        pq.write_table(table.replace_schema_metadata({load.METADATA_KEY: json.dumps(about)}), folder / path.name)
    monkeypatch.setattr(load, "RELEASES", tmp_path)


def notices(app: AppTest) -> list[str]:
    """What stands above the page."""
    return [str(info.value) for info in app.info]


@pytest.mark.usefixtures("old_release")
def test_an_old_link_shows_its_own_numbers_and_the_newest() -> None:
    then, now = open_page("emissions", data=OLD, model=MODEL), open_page("emissions", model=MODEL)
    assert headline(then) != headline(now)
    assert address(then)["data"] == OLD
    (notice,) = notices(then)
    for text in (OLD, catalog.newest(), headline(then), headline(now)):
        assert text in notice
    assert notices(now) == []


@pytest.mark.usefixtures("old_release")
def test_one_click_leads_to_the_newest_data() -> None:
    app = open_page("emissions", data=OLD, model=MODEL)
    healthy(app.button(key="update.en").click().run())
    assert address(app)["data"] == catalog.newest()
    assert headline(app) == headline(open_page("emissions", model=MODEL))


@pytest.mark.usefixtures("old_release")
def test_a_model_that_a_version_lacks_gives_way_to_the_default() -> None:
    app = open_page("emissions", model=LACKING)
    healthy(app.selectbox(key="data.en").select(OLD).run())
    assert address(app)["model"] == catalog.all_parameters()["model"].default


@pytest.mark.usefixtures("old_release")
@pytest.mark.parametrize("page", ["", "growth", "inference", "claims", "data", "method", "tour", "teach"])
def test_every_page_shows_an_old_version(page: str) -> None:
    app = open_page(page, data=OLD)
    assert OLD in notices(app)[0]
    assert any(OLD in str(caption.value) for caption in app.caption)


def test_a_version_that_is_not_kept_is_named() -> None:
    app = open_page("emissions", data="1999.1.0")
    assert "1999.1.0" in notices(app)[0]
    assert address(app)["data"] == catalog.newest()


def test_a_hostile_version_is_not_repeated() -> None:
    app = open_page("emissions", data="<script>alert(1)</script>")
    assert notices(app) == []


def test_one_version_needs_no_choice() -> None:
    assert "data.en" not in [menu.key for menu in open_page("emissions").selectbox]
