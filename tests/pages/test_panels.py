"""What unfolds stands in the address, and a link unfolds it for whoever opens it."""

from __future__ import annotations

import pytest

from components import frame
from content.parts import Chart, Panel, walk
from content.site import PAGES
from content.view import View
from tests.pages.visit import address, healthy, open_page, panels


@pytest.mark.parametrize("page", PAGES)
def test_a_link_opens_every_panel_of_its_page(page: str) -> None:
    names = panels(open_page(page).main)
    parts = list(walk(PAGES[page].parts(View.of({}))))
    tables = (f"table-{part.key}" for part in parts if isinstance(part, Chart))
    assert names == dict.fromkeys((*tables, *(part.name for part in parts if isinstance(part, Panel))), False)
    if not names:
        return
    opened = open_page(page, open="~".join(names))
    assert all(panels(opened.main)[name] for name in names)
    assert address(opened)["open"] == "~".join(names)


def test_a_panel_stays_open_while_its_label_counts_what_is_set_inside() -> None:
    app = open_page("emissions", open="filters")
    healthy(app.selectbox(key="domain.en").select("vision").run())
    assert panels(app.main)["filters"]
    assert any(one.label == "Filters · 1 set" for one in app.expander)
    assert address(app)["open"] == "filters"


def test_another_page_begins_folded() -> None:
    app = open_page("model", open="published")
    app.switch_page(str(frame.file("inference")))
    app.query_params.clear()
    healthy(app.run())
    assert not panels(app.main)["published"]
    assert "open" not in address(app)


def test_a_language_leaves_open_what_is_open() -> None:
    app = open_page("method", open="priors")
    healthy(app.button_group(key="language").set_value("zh").run())
    assert address(app)["lang"] == "zh"
    assert panels(app.main)["priors"]


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "published~<b>", "~" * 3000, "A" * 100, "../x"])
def test_what_is_no_name_is_left_out(text: str) -> None:
    app = open_page("model", open=text)
    assert set(address(app).get("open", "").split("~")) <= {"", "published"}


def test_a_stated_energy_is_in_sight() -> None:
    assert panels(open_page("yours", own_energy="12").main)["measured"]
