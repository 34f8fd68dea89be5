"""The page on the reader's own model: typing, the file, the lines to publish."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from streamlit.testing.v1 import AppTest

from components.blocks import upload
from content.findings import own_models
from content.language.messages import Text
from content.state.parameters import LANDMARKS
from content.state.values import Amount, shown_amount, typed_number
from footprint.own import MOST_ROWS
from runtime.queue import QUEUE
from tests.pages.visit import address, drawings, headline, healthy, metrics, open_page, titles

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
        own_models.typed(address(open_page("yours", own_parameters=size)))["energy_mwh"] for size in ("7e9", "7e10")
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
    tonnes = own_models.typed(address(app))["emissions_tco2e"]
    grams = float(card.split("emissions: ")[1].splitlines()[0])
    assert grams == pytest.approx(tonnes * 1e6, rel=0.05)  # two digits
    assert 'geographical_location: "France"' in card


@pytest.mark.parametrize(("stated", "words"), [("own_energy", "measured energy"), ("own_hours", "chip-hours")])
def test_the_sentence_for_a_paper_calls_own_figures_own(stated: str, words: str) -> None:
    app = open_page("yours", **{stated: "1000"})
    (sentence,) = (str(code.value) for code in app.code if str(code.value).startswith("Training emitted"))
    assert f"from {words} × " in sentence
    assert "published" not in sentence.split("; Model Footprint")[0]


def test_the_example_file_is_estimated() -> None:
    found = upload._result(upload.example())
    assert isinstance(found, upload.Estimated)
    assert found.known == len(upload.EXAMPLE)


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
    found = upload._result(file_of(rows, kind))
    assert isinstance(found, upload.Estimated)
    assert found.models["name"].tolist() == ["甲", "=1+1"]
    first, second = found.models["emissions_tco2e"]
    assert second == pytest.approx(2 * first)


def told(content: bytes) -> str:
    """What the page says of a file that it does not estimate."""
    found = upload._result(content)
    assert isinstance(found, list)
    return upload._told(found, T)


def parquet(**columns: object) -> bytes:
    content = io.BytesIO()
    pyarrow.parquet.write_table(pa.table(columns), content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00\x01", "could not be read"),
        (b"PAR1 broken", "could not be read"),
        (b"", "could not be read"),
        (b"x" * 200_000, "could not be read"),
        (b"parameters\n-5\n", "Row 1, column `parameters`"),
        (b"parameters\n7e9\nseven\n", "Row 2, column `parameters`: “seven”"),
        (b"parameters\nnan\n", "“nan” is no number"),
        (b"parameters,speed\n1,2\n", "column `speed` is not understood"),
        (b"parameters,Parameters\n1,2\n", "column `parameters` stands there twice"),
        (b"hardware\n<script>\n", r"\<script\>"),
        (b"parameters\n", "holds no models"),
        (b"name\n" + b"x" * 201 + b"\n", "Row 1, column `name`"),
        (parquet(parameters=[7e9, -7e9]), "Row 2, column `parameters`: “-7e+09”"),
        (parquet(parameters=[{"a": 1}]), "could not be read"),
        (parquet(parameters=["7e9", "many"]), "Row 2, column `parameters`: “many”"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_plain_words(content: bytes, words: str) -> None:
    assert words in told(content)


def test_a_hundred_wrong_rows_are_not_all_told() -> None:
    assert told(b"parameters\n" + b"-1\n" * 100).count("Row") == upload.TOLD


def test_a_small_file_of_too_many_rows_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = MOST_ROWS + 1
    repeated = pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), ["x" * 1000])
    content = parquet(name=repeated)
    assert len(content) < rows
    monkeypatch.setattr(pyarrow.parquet.ParquetFile, "read", lambda _: pytest.fail("the rows were read"))
    assert "1,000,001 rows" in told(content)


def test_the_largest_of_a_file_stand_among_known_models() -> None:
    app = uploaded("yours", b"name,energy_mwh\n<b>one</b>,1000\none,10\none,20\n,30\n")
    (chart,) = (drawing for drawing in drawings(app) if drawing.key == "own-file")
    labels = chart.figure["layout"]["yaxis"]["categoryarray"]
    assert len(labels) == len(LANDMARKS) + 4
    assert "<b>&lt;b&gt;one&lt;/b&gt;</b>" in labels  # a name is no markup
    assert {"<b>one (row 2)</b>", "<b>one (row 3)</b>", "<b>(row 4)</b>"} <= set(labels)
    assert any("largest of yours" in title for title in titles(app))


def test_a_file_is_estimated_while_other_visitors_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    held, result = [], upload._result

    def watched(content: bytes) -> object:
        held.append(QUEUE.load().running)
        return result(content)

    monkeypatch.setattr(upload, "_result", watched)
    app = uploaded("yours", upload.example())
    healthy(app.run())
    assert held == [0]  # once, and without a place in the queue
    assert QUEUE.load().running == 0


def test_another_file_takes_the_place_of_the_first() -> None:
    app = uploaded("yours", b"energy_mwh\n1000\n")
    app.file_uploader(key="own_file").set_value([("other.csv", b"energy_mwh\nmany\n", "text/csv")]).run()
    assert [error.value for error in app.error] == ["Row 1, column `energy_mwh`: “many” is no number."]


def test_the_page_offers_the_upload() -> None:
    app: AppTest = open_page("yours")
    assert T("upload.title") in [str(part.value) for part in app.subheader]


def uploaded(address: str, content: bytes) -> AppTest:
    app = open_page(address)
    app.file_uploader(key="own_file").set_value([("models.csv", content, "text/csv")])
    return healthy(app.run())
