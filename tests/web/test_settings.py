"""Settings are environment variables, as the page on deployment lists them; what is not understood stops the start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.tables import storage
from runtime.watchdog import Limits
from web.headers import policy
from web.settings import PREFIX, SettingError, Settings, read

ROOT = Path(__file__).parents[2]
TABLE = re.compile(rf"^\| `({PREFIX}\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_the_page_on_deployment_lists_every_setting_as_it_is_described() -> None:
    listed = {name: about for name, about, _ in TABLE.findall((ROOT / "docs" / "deployment.md").read_text())}
    assert listed == {PREFIX + name.upper(): field.description for name, field in Settings.model_fields.items()}


def test_the_page_on_deployment_has_the_default_numbers() -> None:
    listed = {name: default for name, _, default in TABLE.findall((ROOT / "docs" / "deployment.md").read_text())}
    numbers = {PREFIX + name.upper(): field.default for name, field in Settings.model_fields.items() if field.default}
    assert len(numbers) == 5
    assert {name: float(listed[name]) for name in numbers} == numbers


def test_settings_left_out_allow_least() -> None:
    settings = read()
    assert (settings.address, settings.proxies, settings.frame_ancestors, settings.data) == ("", 0, (), "")
    assert settings.limits == Limits()


def test_what_is_set_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTPRINT_ADDRESS", "https://footprint.example.org:8443/")
    monkeypatch.setenv("FOOTPRINT_PROXIES", "2")
    monkeypatch.setenv("FOOTPRINT_RUN_SECONDS", "5")
    settings = read()
    assert (settings.address, settings.proxies) == ("https://footprint.example.org:8443", 2)
    assert settings.limits == Limits(run_seconds=5)


def test_whoever_is_configured_may_hold_the_dashboard_in_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTPRINT_FRAME_ANCESTORS", "https://school.example https://*.example.org:8443")
    assert policy([], read().frame_ancestors).endswith(
        "frame-ancestors 'self' https://school.example https://*.example.org:8443"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FOOTPRINT_FRAME_ANCESTORS", "x; script-src *"),
        ("FOOTPRINT_ADDRESS", "footprint.example.org"),
        ("FOOTPRINT_ADDRESS", 'https://a"b'),
        ("FOOTPRINT_PROXIES", "-1"),
        ("FOOTPRINT_PROXIES", "one"),
        ("FOOTPRINT_DATA_SECONDS", "a minute"),
        ("FOOTPRINT_DATA_SECONDS", "0"),
        ("FOOTPRINT_DATA_SECONDS", "inf"),
        ("FOOTPRINT_RUN_SECONDS", "soon"),
    ],
)
def test_a_setting_that_is_not_understood_is_an_error(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        read()


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTPRINT_PROXIES", "one")
    monkeypatch.setenv("FOOTPRINT_RUN_SECONDS", "soon")
    with pytest.raises(SettingError, match=r"FOOTPRINT_PROXIES .+ is 'one': .+; FOOTPRINT_RUN_SECONDS .+ is 'soon': "):
        read()


def test_the_place_of_shared_data_is_the_one_that_is_read() -> None:
    names = {PREFIX + name.upper() for name in Settings.model_fields}
    assert {storage.VARIABLE, storage.INTERVAL} < names
