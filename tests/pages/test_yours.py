"""The page on the reader's own model: typing, the file, the lines to publish."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from content.findings import own_models
from content.language.messages import Text
from content.state.values import Amount, written_amount
from content.tables import catalog
from content.view import View
from tests.pages.visit import address, headline, healthy, metrics, open_page

T = Text("en")


@pytest.mark.parametrize("text", ["", "many", "-1", "0", "1e999", "7 cats", "nan", "inf", "--", "1.2.3", "٣"])
def test_what_is_no_positive_number_is_refused(text: str) -> None:
    assert Amount("own_tokens", "none", ("none",)).parse(text) is None


@pytest.mark.parametrize("value", ["7e9", "1.234e12", "123.4", "1e15", "none"])
def test_what_is_shown_can_be_typed_again(value: str) -> None:
    amount = Amount("own_tokens", "none", ("none",))
    assert amount.knows(value)
    assert amount.parse(written_amount(None if value == "none" else float(value)) or "none") == value


def test_typing_changes_the_finding_and_stands_in_the_link() -> None:
    app = open_page("yours")
    before = headline(app)
    healthy(app.text_input(key="own_parameters.en").set_value("70B").run())
    assert headline(app) != before
    assert address(app)["own_parameters"] == "7e10"
    assert headline(open_page("yours", own_parameters="7e10")) == headline(app)


def test_ten_times_the_parameters_are_ten_times_the_energy_at_the_mfu_of_their_size() -> None:
    small, large = (
        own_models.typed(View.of(address(open_page("yours", own_parameters=size))).state).energy.median
        for size in ("7e9", "7e10")
    )
    assert large == pytest.approx(10 / catalog.priors()["mfu-size-h100"]["median"] * small)


def test_nonsense_is_told_and_changes_nothing() -> None:
    app = open_page("yours")
    before = headline(app)
    healthy(app.text_input(key="own_tokens.en").set_value("**lots**").run())
    assert headline(app) == before
    assert any(r"\*\*lots\*\*" in str(caption.value) for caption in app.caption)


def test_too_little_is_said_in_words() -> None:
    app = open_page("yours", own_parameters="none")
    assert headline(app) == T("yours.title.none")
    assert metrics(app) == {}


def test_the_model_card_states_grams_and_the_place() -> None:
    app = open_page("yours", own_energy="10", own_region="FRA")
    card = next(str(code.value) for code in app.code if code.language == "yaml")
    tonnes = own_models.typed(View.of(address(app)).state).emissions.median
    grams = float(card.split("emissions: ")[1].splitlines()[0])
    assert grams == pytest.approx(tonnes * 1e6, rel=0.05)  # two digits
    assert 'geographical_location: "France"' in card


@pytest.mark.parametrize(("stated", "words"), [("own_energy", "measured energy"), ("own_hours", "chip-hours")])
def test_the_sentence_for_a_paper_calls_own_figures_own(stated: str, words: str) -> None:
    app = open_page("yours", **{stated: "1000"})
    (sentence,) = (str(code.value) for code in app.code if str(code.value).startswith("Training emitted"))
    assert f"from {words} × " in sentence
    assert "published" not in sentence.split("; Model Footprint")[0]


def test_the_page_offers_the_upload() -> None:
    app: AppTest = open_page("yours")
    assert T("upload.title") in [str(part.value) for part in app.subheader]
