"""A link shows the data that its sender saw, and says what the newest would show."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import frame
from content.language.messages import LANGUAGES
from content.site import PAGES
from content.tables import catalog, datasets
from footprint import load
from tests.pages.visit import address, headline, healthy, open_page, written
from tests.releases import LACKING, MODEL, write_release

OLD = "2001.1.0"


@pytest.fixture
def old_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier version kept beside the program."""
    write_release(tmp_path / OLD, OLD)
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
    for text in (OLD, datasets.newest(), headline(then), headline(now)):
        assert text in notice
    assert notices(now) == []


@pytest.mark.usefixtures("old_release")
def test_one_click_leads_to_the_newest_data() -> None:
    app = open_page("emissions", data=OLD, model=MODEL)
    healthy(app.button(key="update.en").click().run())
    assert address(app)["data"] == datasets.newest()
    assert headline(app) == headline(open_page("emissions", model=MODEL))


@pytest.mark.usefixtures("old_release")
def test_a_model_that_a_version_lacks_gives_way_to_the_default() -> None:
    app = open_page("emissions", model=LACKING)
    healthy(app.selectbox(key="data.en").select(OLD).run())
    assert address(app)["model"] == catalog.all_parameters()["model"].default


@pytest.mark.usefixtures("old_release")
def test_a_deployment_to_start_from_keeps_the_version() -> None:
    for version in (OLD, datasets.newest()):
        texts = [str(text.value) for text in open_page("inference", data=version).markdown]
        links = [text for text in texts if "[Open this deployment]" in text]
        assert len(links) == 2
        assert all(f"data={version}&" in link for link in links)


@pytest.mark.usefixtures("old_release")
@pytest.mark.parametrize("page", ["", "growth", "inference", "claims", "data", "method", "tour", "teach"])
def test_every_page_shows_an_old_version(page: str) -> None:
    app = open_page(page, data=OLD)
    assert OLD in notices(app)[0]
    assert any(OLD in str(caption.value) for caption in app.caption)


def test_a_version_that_is_not_kept_is_named() -> None:
    app = open_page("emissions", data="1999.1.0")
    assert "1999.1.0" in notices(app)[0]
    assert address(app)["data"] == datasets.newest()


def test_a_link_with_a_model_that_is_not_known_says_so_until_one_is_chosen() -> None:
    app = open_page("emissions", model="gpt-9", region="<script>", pue="77")
    (notice,) = notices(app)
    assert "Model, Region of the electricity, PUE" in notice
    assert "gpt-9" not in notice
    assert "script" not in notice
    assert "77" not in notice
    healthy(app.selectbox(key="model.en").select("bert-base").run())
    (notice,) = notices(app)
    assert "Model" not in notice
    assert "PUE" in notice


@pytest.mark.usefixtures("old_release")
def test_a_finding_that_did_not_change_is_said_once() -> None:
    (notice,) = notices(open_page("growth", data=OLD))
    assert notice.count(headline(open_page("growth", data=OLD))) == 0
    assert "the finding is the same" in notice


def test_a_range_that_changed_is_told_then_and_now() -> None:
    (notice,) = notices(open_page("inference", data="2026.11.0"))
    _, then, now, *_ = notice.split("\n")
    assert "after 180 days (30 days – 1,100 days)" in then
    assert "after 200 days (16 days – 6.4 years)" in now


def test_a_hostile_version_is_not_repeated() -> None:
    app = open_page("emissions", data="<script>alert(1)</script>")
    (notice,) = notices(app)
    assert "Data version" in notice
    assert "script" not in notice


@pytest.mark.parametrize("version", [*sorted(folder.name for folder in load.RELEASES.iterdir()), load.program()])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_kept_version_opens(page: str, language: str, version: str) -> None:
    app = open_page(page, data=version, lang=language)
    assert (address(app)["data"], address(app)["lang"]) == (version, language)
    assert headline(app)
    assert bool(notices(app)) == (version != datasets.newest())


def test_one_version_needs_no_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "RELEASES", tmp_path)
    assert "data.en" not in [menu.key for menu in open_page("emissions").selectbox]


@pytest.mark.usefixtures("old_release")
def test_a_change_of_page_keeps_the_version() -> None:
    app = open_page("emissions", data=OLD, model=MODEL)
    app.query_params.clear()  # as a click in the navigation does
    app.switch_page(str(frame.file("model")))
    assert written(healthy(app.run())) == {"lang": "en", "data": OLD}
    assert OLD in notices(app)[0]


@pytest.mark.usefixtures("old_release")
def test_an_address_that_names_its_version_is_whole_and_another_changes_what_it_names() -> None:
    app = open_page("emissions", model="bert-base", region="FRA", scale="linear")
    app.query_params.clear()
    app.query_params["region"] = "CHN"
    assert written(healthy(app.run())).keys() >= {"model", "region", "scale"}
    app.query_params.clear()
    app.query_params["data"], app.query_params["region"] = datasets.newest(), "DEU"
    assert written(healthy(app.run())) == {"lang": "en", "data": datasets.newest(), "region": "DEU"}
