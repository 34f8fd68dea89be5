"""Water of a training: only where it is asked for, by place and beside what is published."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from content.pages.model.water import PUBLISHED
from content.tables import catalog
from tests.pages.visit import address, drawings, healthy, notes, open_page, titles


def _chart(app: AppTest) -> dict[str, Any] | None:
    return next((drawing.figure for drawing in drawings(app) if drawing.key == "water"), None)


def _title(app: AppTest) -> str:
    return next(title for title in titles(app) if title.startswith("Water of"))


def _captions(app: AppTest) -> str:
    return " ".join(notes(app))


def test_it_is_shown_only_where_it_is_asked_for() -> None:
    app = open_page("model")
    assert _chart(app) is None
    app.button_group(key="water.en").set_value("shown")
    healthy(app.run())
    assert address(app)["water"] == "shown"
    assert _chart(app) is not None


def test_published_waters_stand_beside_the_estimate() -> None:
    computed, published = _chart(open_page("model", water="shown", model="gpt-3-175b"))["data"]  # type: ignore[index]
    assert computed["y"] == ["Together", "At power stations", "At the data centre"]
    assert dict(zip(published["y"], published["x"], strict=True))["Together"] == 5_439_000


def test_another_country_is_another_water() -> None:
    here, there = (open_page("model", water="shown", region=region) for region in ("FRA", "NZL"))
    assert _title(here) != _title(there)
    assert "New Zealand" in _captions(there)


def test_a_country_without_a_figure_says_so() -> None:
    app = open_page("model", water="shown", region="KEN")
    assert _chart(app)["data"][0]["y"] == ["At the data centre"]  # type: ignore[index]
    assert "No water intensity is published for the electricity of Kenya" in _captions(app)


@pytest.mark.parametrize("model", [*PUBLISHED, "bert-large", "llama-3.1-405b"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_model_with_an_estimate_has_one(model: str, lang: str) -> None:
    assert model in catalog.model_rows()
    app = open_page("model", water="shown", model=model, lang=lang)
    assert (_chart(app) is not None) == (catalog.estimates()[model].known)
