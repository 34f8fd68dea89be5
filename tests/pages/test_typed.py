"""What a visitor types or links of a model of their own is read rightly, said in words, and never dropped."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from content.findings import own_models
from content.language.messages import Text
from content.state.parameters import EXAMPLE
from content.view import View
from tests.pages.visit import address, cards, headline, healthy, metrics, notes, open_page
from web.preview import preview

T = Text("en")


def typed(name: str, text: str, language: str = "en", **others: str) -> AppTest:
    """Your model after a visitor has typed into one of its fields."""
    app = open_page("yours", lang=language, **others)
    return healthy(app.text_input(key=f"{name}.{language}").set_value(text).run())


def notices(app: AppTest) -> list[str]:
    return [str(info.value) for info in app.info]


def card(app: AppTest) -> str:
    """Lines for a model card."""
    return next(str(code.value) for code in app.code if code.language == "yaml")


def said(app: AppTest) -> str:
    """Everything under the headline."""
    return "\n".join([*notes(app), *(str(one.value) for one in app.markdown)])


READINGS = [
    ("own_energy", "12,5", "12.5", "12.5\u00a0MWh", "12.5\u00a0MWh"),
    ("own_energy", "12.5 MWh", "12.5", "12.5\u00a0MWh", "12.5\u00a0MWh"),
    ("own_energy", "300 kWh", "0.3", "300\u00a0kWh", "300\u00a0kWh"),
    ("own_energy", "9e-8", "9e-8", "0.09\u00a0Wh", "0.09\u00a0Wh"),
    ("own_tokens", "1,5T", "1.5e12", "1.5 trillion tokens", "1.5万亿词元"),
    ("own_tokens", "1,5e9", "1.5e9", "1.5 billion tokens", "15亿词元"),
    ("own_tokens", "1.5万亿", "1.5e12", "1.5 trillion tokens", "1.5万亿词元"),
    ("own_parameters", "7,5B", "7.5e9", "7.5 billion parameters", "75亿参数"),
    ("own_parameters", "1,234,567", "1.234567e6", "1.234567 million parameters", "123.4567万参数"),
    ("own_hours", "0,75", "0.75", "0.75 chip-hours", "0.75 芯片小时"),
    ("own_hours", "8*72", "576", "576 chip-hours", "576 芯片小时"),
    ("own_hours", "24 days", "576", "576 chip-hours", "576 芯片小时"),
    ("own_hours", "５７６ h", "576", "576 chip-hours", "576 芯片小时"),
]


@pytest.mark.parametrize(("name", "text", "value", "english", "chinese"), READINGS)
def test_a_field_says_in_words_what_it_understood(name: str, text: str, value: str, english: str, chinese: str) -> None:
    for language, words in (("en", english), ("zh", chinese)):
        app = typed(name, text, language)
        assert address(app)[name] == value
        assert any(str(caption.value) == f"= {words}" for caption in app.caption)


@pytest.mark.parametrize(("name", "text", "value"), [row[:3] for row in READINGS])
def test_link_and_preview_read_as_the_field_does(name: str, text: str, value: str) -> None:
    app = open_page("yours", **{name: text})
    assert address(app)[name] == value
    assert dict(preview("yours", {name: text}, "en").state)[name] == value
    assert preview("yours", {name: text}, "en").title == headline(app)


def test_what_can_be_read_in_two_ways_is_said() -> None:
    app = typed("own_energy", "1,250")
    assert address(app)["own_energy"] == "1250"
    assert any("two ways" in str(caption.value) and "1,250\u00a0MWh" in str(caption.value) for caption in app.caption)
    (notice,) = notices(open_page("yours", own_energy="1,250"))
    assert "Measured energy" in notice


def test_a_bound_of_many_digits_is_a_power_of_ten() -> None:
    told = [str(caption.value) for caption in typed("own_tokens", "1.250").caption]
    assert any("from 1,000 tokens to 1 × 10¹⁸ tokens" in words for words in told), told


@pytest.mark.parametrize(("text", "words"), [("1e999", "of bounds"), ("1e30", "of bounds"), ("lots", "300 kWh")])
def test_what_is_refused_says_how_or_within_which_bounds(text: str, words: str) -> None:
    app = typed("own_energy", text)
    assert address(app)["own_energy"] == "none"
    assert any(words in str(caption.value) for caption in app.caption)


def test_nothing_entered_is_called_an_example_everywhere() -> None:
    app = open_page("yours")
    assert headline(app).startswith("An example: a model with 7 billion parameters and 2 trillion tokens")
    assert T("yours.example.untouched") in said(app)
    assert all("(example)" in one.label for one in cards(app))
    assert card(app).startswith("# Nothing is entered yet")
    found = preview("yours", {}, "en")
    assert found.title == headline(app)
    assert T("yours.example.untouched") in found.lines
    assert open_page("yours", lang="zh").title[0].value.startswith("示例：")


def test_another_place_leaves_it_an_example_and_own_figures_do_not() -> None:
    app = open_page("yours", own_region="DEU", own_hardware="a100-sxm4-80gb")
    assert headline(app).startswith("An example")
    assert T("yours.example.touched") in said(app)
    for stated in ("own_parameters=7e10", "own_tokens=1e12", "own_energy=12.5", "own_hours=576"):
        app = open_page("yours", **dict([stated.split("=")]))
        assert "example:" not in headline(app)
        assert "example" not in card(app)


@pytest.mark.parametrize("more", [{}, {"own_hardware": "a100-sxm4-80gb"}])
def test_the_example_s_size_may_be_the_reader_s_own(more: dict[str, str]) -> None:
    """Nobody can tell 7B and 2T that were typed from those that stand there: no page says that they were not."""
    told = said(open_page("yours", own_parameters="7e9", own_tokens="2e12", **more))
    assert "yours if your model has that size" in told
    assert "not your" not in told


def test_hours_without_a_chip_are_not_replaced_by_the_example() -> None:
    app = open_page("yours", own_hours="576", own_hardware="none")
    assert headline(app) == T("yours.title.none")
    assert metrics(app) == {}
    assert T("yours.missing.chip") in said(app)
    assert "576 chip-hours (their accelerator is not stated)" in said(app)
    assert T("yours.missing.chip") in preview("yours", {"own_hours": "576", "own_hardware": "none"}, "en").lines


def test_hours_without_a_chip_leave_an_estimate_from_what_else_is_stated() -> None:
    app = open_page("yours", own_hours="576", own_hardware="none", own_parameters="1e9", own_tokens="1e12")
    assert "Made from: 1 billion parameters, 1 trillion tokens." in said(app)
    assert "576 chip-hours (used for the manufacture of the chips alone)" in said(app)
    assert metrics(app)


def test_what_goes_first_and_what_is_left_is_said() -> None:
    app = open_page("yours", own_hours="576", own_energy="12.5", own_parameters="7e10", own_pue="1.50")
    lines = said(app)
    assert "Made from: 12.5\u00a0MWh measured (whole facility)." in lines
    (unused,) = (
        line for line in lines.replace("  \n", "\n").split("\n") if line.startswith("In the form, but not used")
    )
    for words in (
        "576 chip-hours (used for the manufacture",
        "70 billion parameters",
        "2 trillion tokens",
        "H100",
        "PUE 1.50",
    ):
        assert words in unused
    hours = said(open_page("yours", own_hours="576", own_parameters="7e10"))
    assert "70 billion parameters, 2 trillion tokens (chip-hours go first)" in hours


def emissions(**stated: str) -> float:
    return float(own_models.typed(View.of(stated).state).energy.median)


def test_the_pue_applies_where_what_was_measured_lacks_it() -> None:
    facility = [emissions(own_energy="12.5", own_pue=pue) for pue in ("1.00", "1.50")]
    computers = [emissions(own_energy="12.5", own_energy_boundary="it", own_pue=pue) for pue in ("1.00", "1.50")]
    chips = [emissions(own_energy="12.5", own_energy_boundary="accelerator", own_pue=pue) for pue in ("1.00", "1.50")]
    assert facility == [12.5, 12.5]
    assert computers == pytest.approx([12.5, 18.75])
    assert chips[0] > 12.5
    assert chips[1] == pytest.approx(1.5 * chips[0])


def test_the_form_asks_what_was_measured_and_shows_the_pue() -> None:
    app = open_page("yours", own_energy="12.5", own_pue="1.50")
    before = metrics(app)["Energy"]
    healthy(app.button_group(key="own_energy_boundary.en").set_value("it").run())
    assert address(app)["own_energy_boundary"] == "it"
    assert (before, metrics(app)["Energy"]) == ("12.5\u00a0MWh", "19\u00a0MWh")
    assert "measured energy × PUE × grid intensity" in said(app)
    assert "PUE 1.50." in said(app)


def test_measured_energy_keeps_the_digits_typed() -> None:
    app = open_page("yours", own_energy="12.345")
    (energy,) = (one for one in cards(app) if one.label == "Energy")
    assert energy.value.replace("\u00a0", " ") == "12.345 MWh"
    assert "measured" in energy.about


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"own_energy": "10"}, "measured energy times grid intensity"),
        ({"own_hours": "576"}, "estimate from chip-hours"),
        ({"own_parameters": "7e10"}, "estimate from parameters and tokens"),
    ],
)
def test_the_model_card_says_what_is_known_and_no_more(stated: dict[str, str], words: str) -> None:
    lines = card(open_page("yours", **stated))
    assert words in lines
    assert ("estimate" in lines) == ("own_energy" not in stated)
    assert "training_type" not in lines


def test_the_model_card_has_grams_below_half_a_gram() -> None:
    lines = card(open_page("yours", own_energy="1e-6", own_region="FRA"))
    grams = float(lines.split("emissions: ")[1].splitlines()[0])
    assert 0 < grams < 0.5


@pytest.mark.parametrize(
    ("page", "stated", "names"),
    [
        ("emissions", {"pue": "9"}, "PUE"),
        ("emissions", {"mfu": "1e999"}, "MFU"),
        ("growth", {"doubling": "-3"}, "doubles"),
        ("emissions", {"scale": "<b>"}, "Axis"),
        ("yours", {"own_energy": "-1"}, "Measured energy"),
        ("yours", {"own_tokens": "1" + " " * 300 + "!"}, "Training tokens"),
        ("emissions", {"compare": "~".join(["gpt-4"] * 2000)}, "Side by side"),
        ("model", {"pue_b": "7"}, "PUE"),
        ("tour", {"guess": "1000"}, "Guess"),
    ],
)
def test_a_link_s_impossible_value_is_said_and_not_repeated(page: str, stated: dict[str, str], names: str) -> None:
    app = open_page(page, **stated)
    (notice,) = notices(app)
    assert names.lower() in notice.lower()
    assert "not possible" in notice
    assert not any(value in notice for value in stated.values())
    assert any("not possible" in line for line in preview(page, stated, "en").lines)


def test_a_comma_in_a_link_s_number_is_read_and_said() -> None:
    app = open_page("emissions", pue="1,2")
    assert address(app)["pue"] == "1.20"
    (notice,) = notices(app)
    assert "PUE" in notice


def test_a_link_copied_out_of_html_opens_what_it_means_and_says_so() -> None:
    stated = {"lang": "en", "amp;model": "bloom-176b", "amp;region": "FRA"}
    app = open_page("emissions", **stated)
    assert (address(app)["model"], address(app)["region"]) == ("bloom-176b", "FRA")
    (notice,) = notices(app)
    assert "Model, Region of the electricity" in notice
    assert dict(preview("emissions", stated, "en").state)["region"] == "FRA"


def test_ids_match_whatever_their_case() -> None:
    app = open_page("emissions", model="BLOOM-176B", region="fra", compare="GPT-4~Bert-Base")
    assert notices(app) == []
    stated = address(app)
    assert (stated["model"], stated["region"], stated["compare"]) == ("bloom-176b", "FRA", "gpt-4~bert-base")


def test_old_links_mean_what_they_meant() -> None:
    meant = {"7e9": 7e9, "1.234e12": 1.234e12, "2,000,000": 2e6, "7B": 7e9, "1.5 trillion": 1.5e12, "3亿": 3e8}
    for text, number in meant.items():
        assert View.of({"own_tokens": text}).state.own_tokens == number
    assert View.of({}).state.own_energy_boundary == "facility"
    assert EXAMPLE == {"own_parameters": 7e9, "own_tokens": 2e12}
