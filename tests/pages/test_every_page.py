"""Every page in its default state and in others: no error, texts in the language asked for, charts with a finding."""

from __future__ import annotations

import pytest

from content.site import PAGES
from content.state.parameters import PAGE_PARAMETERS, SHARED
from content.tables import catalog
from tests.charts import charts
from tests.pages.visit import address, cards, drawings, headline, open_page, written

CHARTED = {"", "growth", "emissions", "model", "regions", "yours", "inference", "claims", "method", "present"}
SETTINGS: dict[str, dict[str, str]] = {
    "default": {},
    "chinese": {"lang": "zh"},
    "what if": {"hardware": "h100-sxm5", "mfu": "0.40", "pue": "1.20", "region": "FRA", "year": "2022"},
    "chinese, what if": {
        "lang": "zh",
        "region": "CHN",
        "pue": "1.50",
        "model": "bloom-176b",
        "measure": "emissions",
    },
    "every model": {
        "show": "all",
        "model": "bert-base",
        "domain": "vision",
        "measure": "energy",
        "queries": "100",
    },
    "nonsense": {
        "lang": "xx",
        "hardware": "no-such-chip",
        "mfu": "-3",
        "pue": "nan",
        "region": "'; drop table",
        "year": "9999999999",
        "model": "",
        "days": "1e999",
        "unknown": "1",
    },
}


def test_pages_with_a_chart_keep_it() -> None:
    assert {page for page in PAGES if charts(page)} >= CHARTED


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens(page: str, setting: str) -> None:
    app = open_page(page, **SETTINGS[setting])
    assert headline(app)
    drawn = drawings(app)
    assert [chart.key for chart in drawn] == [chart.key for chart in charts(page, **SETTINGS[setting])]
    for chart in drawn:
        assert chart.alt
        assert any(len(trace.get("x", ())) for trace in chart.figure["data"])
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in headline(app))
    assert chinese == (SETTINGS[setting].get("lang") == "zh")


@pytest.mark.parametrize("page", PAGES)
def test_an_address_states_the_version_and_what_differs_from_it(page: str) -> None:
    assert list(written(open_page(page))) == ["lang", "data"]
    app = open_page(page, **SETTINGS["what if"])
    known = catalog.all_parameters()
    changed = {name for name, value in address(app).items() if name in known and value != known[name].default}
    assert set(written(app)) == {"lang", "data", *(changed & {*SHARED, *PAGE_PARAMETERS[page]})}
    assert changed == set(SETTINGS["what if"])


@pytest.mark.parametrize("page", PAGES)
def test_an_address_that_states_everything_opens_the_same(page: str) -> None:
    short = open_page(page, **SETTINGS["what if"])
    full = open_page(page, **address(short))
    assert written(full) == written(short)
    assert [text.value for text in full.markdown] == [text.value for text in short.markdown]


@pytest.mark.parametrize("page", PAGES)
def test_nonsense_falls_back_to_the_defaults(page: str) -> None:
    assert address(open_page(page, **SETTINGS["nonsense"])) == address(open_page(page))


@pytest.mark.parametrize("page", PAGES)
def test_the_same_address_gives_the_same_page(page: str) -> None:
    first = open_page(page, **SETTINGS["what if"])
    second = open_page(page, **written(first))
    assert cards(first) == cards(second)
    assert [text.value for text in first.markdown] == [text.value for text in second.markdown]
    assert headline(first) == headline(second)
