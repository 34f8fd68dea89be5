"""An address states its data version and what differs from it, and goes on meaning the same."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from components import share
from content.language.messages import LANGUAGES
from content.state import defaults, parameters
from content.state.address import ALWAYS, left_out, write
from content.state.parameters import DATA, PAGE_PARAMETERS, SHARED
from content.state.state import State
from content.state.values import Parameter
from content.tables import catalog, datasets
from content.view import View
from footprint import load
from tests.links import addresses

KEPT = sorted({load.program(), *load.releases()})
GONE = "2025.1.0"  # a version that is not kept any more
SITE = "https://footprint.example.org/"
LARGEST_CODE = 8  # version of a QR code that the last row of a classroom reads from a projector
# What-ifs of the pages as teachers send them.
WHAT_IFS: dict[str, dict[str, str]] = {
    "": {"hardware": "h100-sxm5", "region": "FRA"},
    "growth": {"measure": "emissions", "select": "top10", "since": "2018", "highlight": "gpt-4", "region": "FRA"},
    "emissions": {
        "hardware": "h100-sxm5",
        "mfu": "0.4",
        "pue": "1.1",
        "region": "FRA",
        "year": "2024",
        "model": "gpt-4",
    },
    "model": {
        "model": "bloom-176b",
        "hardware": "h100-sxm5",
        "region": "FRA",
        "hardware_b": "tpu-v4",
        "region_b": "CHN",
    },
    "regions": {"model": "llama-3.1-405b", "region": "FRA", "map_year": "2015", "hardware": "h100-sxm5"},
    "yours": {"own_parameters": "7e10", "own_tokens": "1.5e13", "own_region": "FRA", "own_pue": "1.10"},
    "inference": {"model": "bloom-176b", "queries": "1000000", "days": "730", "serving_region": "FRA", "batch": "8"},
    "present": {"slide": "uncertainty", "hardware": "h100-sxm5", "region": "FRA", "pue": "1.10"},
    "tour": {"step": "4", "guess": "70", "region": "FRA"},
}


def of_code(version: str, monkeypatch: pytest.MonkeyPatch, **pinned: str) -> dict[str, Parameter]:
    """Parameters of a data version with the program's own defaults but for those that are given."""
    monkeypatch.setattr(parameters, "pinned", lambda _: pinned)
    with datasets.using(version):
        known = parameters.build(catalog.dataset())
    return {**known, DATA: Parameter(DATA, version, (version,))}


@pytest.mark.parametrize("version", KEPT)
def test_every_kept_version_has_its_defaults_in_the_table(version: str) -> None:
    with datasets.using(version):
        known = catalog.all_parameters()
    pinned = defaults.pinned(version)
    assert set(pinned) == set(known) - set(ALWAYS), "python -m content.tables.pin"
    for name, value in pinned.items():
        assert known[name].knows(value), name
        assert known[name].default == value


def test_a_default_changes_with_a_new_data_version_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    version = load.program()
    now = {name: known.default for name, known in of_code(version, monkeypatch).items() if name not in ALWAYS}
    assert now == defaults.pinned(version), "links of this version leave these out: publish another data version first"


def test_a_former_default_stays_that_of_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    version = KEPT[0]
    today, then = of_code(version, monkeypatch), of_code(version, monkeypatch, doubling="8.0", until="1066", region="")
    assert (today["doubling"].default, then["doubling"].default) == ("6.0", "8.0")
    assert then["until"].default == today["until"].default  # which the data of that version do not know
    assert then["region"].default == "published"
    state = State.of(left_out({DATA: version}, today))
    assert write(state, ("doubling",), today) == {"lang": "en", DATA: version}
    assert write(state, ("doubling",), then) == {"lang": "en", DATA: version, "doubling": "6.0"}
    assert write(state.replace(doubling=8.0), ("doubling",), then) == {"lang": "en", DATA: version}


def test_a_link_of_a_version_that_is_gone_means_what_it_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(defaults, "_columns", lambda: {GONE: {"doubling": "8.0", "removed": "1", "model": "nobody"}})
    view = View.of({DATA: GONE})
    assert (view.state.doubling, view.state.data) == (8.0, datasets.newest())
    assert view.state.model == catalog.all_parameters()["model"].default
    assert View.of({}).state.doubling == 6.0
    assert view.address("growth")["doubling"] == "8.0"


def test_short_addresses_mean_what_the_recorded_links_state() -> None:
    links = addresses.read()
    assert len(links) > 500
    for link in links:
        with datasets.using(link.values[DATA]):
            view = View.of(link.values)
            short = view.address(link.page)
            again = View.of(short)
            assert again.address(link.page) == short
        for name in (*SHARED, *PAGE_PARAMETERS[link.page]):
            assert again.state.text(name) == view.state.text(name), (link, name)
        assert set(short) <= {"lang", DATA, *link.values}, link


def test_another_version_keeps_what_was_set_and_has_its_own_defaults() -> None:
    newest, oldest = datasets.newest(), KEPT[0]
    with datasets.using(oldest):
        view = View.of({DATA: oldest, "region": "FRA", "highlight": "gpt-4", "lang": "zh"})
    there = view.in_version(newest)
    assert there.address(*PAGE_PARAMETERS) == {"lang": "zh", DATA: newest, "region": "FRA", "highlight": "gpt-4"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", WHAT_IFS)
def test_the_last_row_can_read_the_code_of_a_what_if(page: str, language: str) -> None:
    view = View.of(WHAT_IFS[page] | {"lang": language})
    address = view.address(page)
    assert set(address) == {"lang", DATA, *WHAT_IFS[page]}
    code = share.code(f"{SITE}{page}?{urlencode(address)}")
    assert isinstance(code.version, int)  # which that of a micro code is not
    assert code.version <= LARGEST_CODE


def test_a_what_if_of_every_page_that_has_settings_is_tried() -> None:
    assert set(PAGE_PARAMETERS) - set(WHAT_IFS) == {"claims", "method", "data", "teach"}
