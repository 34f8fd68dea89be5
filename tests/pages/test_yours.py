"""The page on the reader's own model: typing, the file, the lines to publish."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import own
from components.blocks import upload
from components.i18n import Text
from components.values import Amount, shown_amount, typed_number
from tests.pages.visit import address, headline, healthy, metrics, open_page

T = Text("en")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7B", 7e9),
        ("7e9", 7e9),
        ("7,000,000,000", 7e9),
        ("1.5 trillion", 1.5e12),
        ("2T", 2e12),
        ("3亿", 3e8),
        ("2万亿", 2e12),
        ("70 b", 7e10),
    ],
)
def test_numbers_as_people_type_them(text: str, number: float) -> None:
    assert typed_number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "many", "-1", "0", "1e999", "7 cats", "nan", "inf", "--", "1.2.3", "٣"])
def test_what_is_no_positive_number_is_refused(text: str) -> None:
    assert Amount("own_tokens", "none", ("none",)).parse(text) is None


@pytest.mark.parametrize("value", ["7e9", "1.234e12", "123.4", "1e15", "none"])
def test_what_is_shown_can_be_typed_again(value: str) -> None:
    amount = Amount("own_tokens", "none", ("none",))
    assert amount.knows(value)
    assert amount.parse(shown_amount(value) or "none") == value


def test_typing_changes_the_finding_and_stands_in_the_link() -> None:
    app = open_page("yours")
    before = headline(app)
    healthy(app.text_input(key="own_parameters.en").set_value("70B").run())
    assert headline(app) != before
    assert address(app)["own_parameters"] == "7e10"
    assert headline(open_page("yours", own_parameters="7e10")) == headline(app)


def test_ten_times_the_parameters_are_ten_times_the_energy() -> None:
    small, large = (
        own.typed(address(open_page("yours", own_parameters=size)))["energy_mwh"] for size in ("7e9", "7e10")
    )
    assert large == pytest.approx(10 * small)


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
    tonnes = own.typed(address(app))["emissions_tco2e"]
    grams = float(card.split("emissions: ")[1].splitlines()[0])
    assert grams == pytest.approx(tonnes * 1e6, rel=0.05)  # two digits
    assert 'geographical_location: "France"' in card


def test_the_example_file_is_estimated() -> None:
    found = upload._result(upload.example(), "example.csv", T)
    assert isinstance(found, pd.DataFrame)
    assert (found["path"] != "none").all()


def file_of(rows: pd.DataFrame, kind: str) -> bytes:
    """Content of a file."""
    if kind == "csv":
        return rows.to_csv(index=False).encode()
    if kind == "semicolons":
        return rows.to_csv(index=False, sep=";").encode("utf-8-sig")
    content = io.BytesIO()
    rows.to_parquet(content)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["csv", "semicolons", "parquet"])
def test_numbers_survive_each_kind_of_file(kind: str) -> None:
    rows = pd.DataFrame({"name": ["甲", "=1+1"], "energy_mwh": [10.0, 20.0], "region": ["FRA", "france"]})
    found = upload._result(file_of(rows, kind), "x", T)
    assert isinstance(found, pd.DataFrame)
    assert found["name"].tolist() == ["甲", "=1+1"]
    assert found["emissions_tco2e"].tolist()[1] == pytest.approx(2 * found["emissions_tco2e"].tolist()[0])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00\x01", "could not be read"),
        (b"PAR1 broken", "could not be read"),
        (b"", "could not be read"),
        (b"parameters\n-5\n", "Row 1, column `parameters`"),
        (b"parameters,speed\n1,2\n", "column `speed` is not understood"),
        (b"hardware\n<script>\n", r"\<script\>"),
        (b"parameters\n", "holds no models"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_plain_words(content: bytes, words: str) -> None:
    found = upload._result(content, "x", T)
    assert isinstance(found, str)
    assert words in found


def test_a_hundred_wrong_rows_are_not_all_told() -> None:
    found = upload._result(b"parameters\n" + b"-1\n" * 100, "x", T)
    assert str(found).count("Row") == upload.TOLD


def test_the_page_offers_the_upload() -> None:
    app: AppTest = open_page("yours")
    assert T("upload.title") in [str(part.value) for part in app.subheader]
