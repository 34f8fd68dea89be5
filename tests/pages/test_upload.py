"""Files of many own models on the page: what is drawn, what is left out and why, what is refused in words."""

from __future__ import annotations

import datetime
import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from streamlit.testing.v1 import AppTest

from components import upload
from content.columns import About
from content.files import own_file
from content.files.own_file import Words
from content.findings import file_words, own_models
from content.language.messages import LANGUAGES, Text
from content.state.parameters import LANDMARKS
from content.tables import catalog
from runtime.queue import QUEUE
from runtime.worker import Worker
from tests.footprint.readers.workbook import workbook
from tests.pages.visit import drawings, healthy, open_page, titles

T = Text("en")
MIB = 2**20


def uploaded(content: bytes, name: str = "models.csv", **parameters: str) -> AppTest:
    """The page with a file."""
    app = open_page("yours", **parameters)
    app.file_uploader(key="own_file").set_value([(name, content, "text/csv")])
    return healthy(app.run())


def said(app: AppTest) -> str:
    """Everything that the page says of a file in words."""
    return "\n".join(str(part.value) for part in (*app.markdown, *app.warning, *app.caption))


def told(content: bytes) -> str:
    """What the page says of a file that it refuses, or of the rows that it leaves out."""
    answer, estimates = own_file.read(content, own_models.known(), lambda share: None)
    result = upload.Result(answer, estimates)
    problems = result.refused or result.left_out
    return "\n".join(file_words.problem(one, T) for one in problems)


def csv_of(content: bytes) -> pd.DataFrame:
    """The file that the page gives back, without the lines that describe it."""
    return pd.read_csv(io.BytesIO(content), comment="#")


def test_the_example_file_is_estimated() -> None:
    found = upload.read(upload.example())
    assert found.answer["known"] == len(upload.EXAMPLE)
    assert found.answer["left_out"] == 0


def test_one_row_that_cannot_be_estimated_and_empty_last_rows_keep_the_others() -> None:
    content = b"name,parameters,tokens,energy_mwh,region\nKnown,7e9,2e12,,DEU\nOnly a name,,,,DEU\n,,,,\n,,,,\n"
    app = uploaded(content)
    assert "**1 of 2 models**" in said(app)
    assert "Row 3: There is no number to start from" in said(app)
    assert any(drawing.key == "own-file" for drawing in drawings(app))


def test_a_row_of_hours_without_a_chip_says_why_and_nothing_adds_up_to_nothing() -> None:
    app = uploaded(b"name,chip_hours,region\nmine,576,DEU\n")
    assert "The 1 model cannot be estimated" in said(app)
    assert "Row 2: Chip-hours say nothing without the chip" in said(app)
    assert "0 g" not in said(app)
    assert not any(drawing.key == "own-file" for drawing in drawings(app))


def test_a_semicolon_file_with_decimal_commas_gives_the_same_tonnes() -> None:
    rows: list[list[object]] = [["name", "energy_mwh", "region"], ["a", 12.5, "Germany"]]
    book = io.BytesIO()
    workbook(book, rows)
    for content in (b"name;energy_mwh;region\na;12,5;DE\n", book.getvalue()):
        (tonnes,) = upload.read(content).answer["first"]["emissions_tco2e"]
        assert tonnes == pytest.approx(upload.read(b"energy_mwh,region\n12.5,DEU\n").answer["total_tco2e"])
    healthy(uploaded(book.getvalue(), "models.xlsx"))


@pytest.mark.parametrize(
    ("text", "chip"),
    [
        ("A100", "a100-sxm4-80gb"),
        ("NVIDIA A100-SXM4-80GB", "a100-sxm4-80gb"),
        ("NVIDIA A100-PCIE-40GB", "a100-pcie-40gb"),
        ("Tesla V100-SXM2-16GB", "v100-sxm2-16gb"),
        ("h100", "h100-sxm5"),
        ("RTX 4090", "rtx-4090"),
        ("TPU v3", "tpu-v3"),
        ("AMD Instinct MI300X", "mi300x"),
        ("NVIDIA H100 80GB HBM3", "h100-sxm5"),
        ("H100 SXM", "h100-sxm5"),
        ("h100-sxm-80gb", "h100-sxm5"),
        ("NVIDIA H200", "h200-sxm"),
        ("NVIDIA GH200 480GB", "gh200"),
        ("NVIDIA A100 80GB PCIe", "a100-pcie-80gb"),
        ("NVIDIA A100-SXM-80GB", "a100-sxm4-80gb"),
        ("A800 80G", "a800-sxm4-80gb"),
        ("V100-SXM2", "v100-sxm2-32gb"),
        ("Tesla K40m", "tesla-k40"),
        ("TPU v5 lite", "tpu-v5e"),
        ("v5litepod", "tpu-v5e"),
        ("4090", "rtx-4090"),
    ],
)
def test_chips_as_people_and_drivers_write_them(text: str, chip: str) -> None:
    assert own_models.known().hardware.find(text) == chip


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("A100 PCIe", ["a100-pcie-40gb", "a100-pcie-80gb"]),  # 250 and 300 W
        ("H100 NVL", ["h100-sxm5"]),
        ("MI250", ["mi250x", "mi350x"]),
    ],
)
def test_chips_that_differ_are_not_taken_for_one_another(text: str, near: list[str]) -> None:
    known = own_models.known().hardware
    assert (known.find(text), known.near(text)) == (None, near)


def test_a_place_of_several_cloud_regions_offers_them_and_of_one_is_read() -> None:
    known = own_models.known().regions
    assert (known.find("Frankfurt"), known.near("Frankfurt")) == (None, ["aws:eu-central-1", "gcp:europe-west3"])
    assert (known.find("N. Virginia"), known.find("Oregon")) == ("aws:us-east-1", "US-OR")


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("eu-central-1", "aws:eu-central-1"),
        ("us-east-1", "aws:us-east-1"),
        ("europe-west3", "gcp:europe-west3"),
        ("DE", "DEU"),
        ("deu", "DEU"),
        ("Germany", "DEU"),
        ("德国", "DEU"),
        ("UK", "GBR"),
        ("Québec", "CA-QC"),
        ("world", "WORLD"),
    ],
)
def test_places_as_people_write_them(text: str, grid: str) -> None:
    assert own_models.known().regions.find(text) == grid


def test_every_name_of_the_menus_is_understood_or_offered_with_its_namesakes() -> None:
    known = own_models.known()
    chips = {chip_id: str(chip["name"]) for chip_id, chip in catalog.accelerators().items()}
    places = {language: catalog.region_names(language) for language in LANGUAGES}
    for spellings, names in ((known.hardware, chips), *((known.regions, table) for table in places.values())):
        for meant, name in names.items():
            assert spellings.find(meant) == meant
            assert spellings.find(name) == meant or meant in spellings.near(name), name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01\x01", "could not be read as a table"),
        (b"PAR1 broken", "could not be read as a table"),
        (b"PK\x03\x04 broken", "could not be read as a table"),
        (b"", "could not be read as a table"),
        (b"\x00" * 2000, "could not be read as a table"),
        (b"parameters\n-5\n", "Row 2, column `parameters`: “-5” is outside of what is possible here, 1,000 to"),
        (b"parameters\n1e308\n", "Row 2, column `parameters`: “1e308” is outside of what is possible"),
        (b"parameters\n7e9\nseven\n", "Row 3, column `parameters`: “seven” is no number"),
        (b"gpu_hours,`x`,a_b\n1,2,3\n", r"not understood: “gpu\_hours”, “\`x\`”, “a\_b”. Did you mean `chip_hours`?"),
        (b"parameters,Parameters\n1,2\n", "stand there twice: “parameters”"),
        (b"hardware\n<script>\n", r"“\<script\>” is not known"),
        (b"hardware\nNVIDIA L40S\n", "“NVIDIA L40S” is not known. Did you mean L40 (`l40`)"),
        (b"region\nGermny\n", "Did you mean Germany (`DEU`)"),
        (b"region\nGeorgia\n", "Did you mean Georgia (`GEO`) or Georgia (`US-GA`)?"),
        (b"parameters\n", "holds no models"),
        (b"name\n" + b"x" * 201 + b"\n", "Row 2, column `name`"),
    ],
)
def test_what_cannot_be_used_is_told_in_plain_words(content: bytes, words: str) -> None:
    assert words in told(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_note_has_words(language: str) -> None:
    t = Text(language)
    for kind in ("encoding", "sheet", "index", "row_names", "decimal_comma", "decimal_point", "na"):
        assert file_words.notes({"notes": {kind: "x"}, "read_as": {}, "unused": {}}, t)
    answer = {"notes": {}, "read_as": {"hardware": {"A100": "a100-sxm4-80gb"}}, "unused": {"pue": 1, "chip_hours": 2}}
    assert len(file_words.notes(answer, t)) == 3
    assert set(file_words.REASONS) <= set(file_words.texts(t))


def test_a_number_that_counts_for_nothing_is_said_on_the_page() -> None:
    app = uploaded(b"energy_mwh,pue\n12.5,1.5\n")
    assert "PUE counts for nothing: 1" in said(app)


def test_a_hundred_wrong_rows_are_not_all_told() -> None:
    app = uploaded(b"energy_mwh\n5\n" + b"-1\n" * 100)
    (warning,) = app.warning
    assert str(warning.value).count("Row ") == 20
    assert "and 80 more" in str(warning.value)


def test_a_name_is_no_markup_anywhere() -> None:
    app = uploaded(b"name,energy_mwh,region\n<b>one</b>,1000,`code` **bold**\n<b>one</b>,1000,\n")
    (chart,) = (drawing for drawing in drawings(app) if drawing.key == "own-file")
    assert "<b>&lt;b&gt;one&lt;/b&gt;</b>" in chart.figure["layout"]["yaxis"]["categoryarray"]
    assert r"\`code\` \*\*bold\*\*" in said(app)


def test_the_largest_of_a_file_stand_among_known_models() -> None:
    app = uploaded(b"name,energy_mwh\nbig,1000\none,10\none,20\n,30\n")
    (chart,) = (drawing for drawing in drawings(app) if drawing.key == "own-file")
    labels = chart.figure["layout"]["yaxis"]["categoryarray"]
    assert len(labels) == len(LANDMARKS) + 4
    assert {"<b>big</b>", "<b>one (row 3)</b>", "<b>one (row 4)</b>", "<b>(row 5)</b>"} <= set(labels)
    assert any("largest of yours" in title for title in titles(app))


def test_a_file_that_needs_too_much_memory_is_told_so() -> None:
    texts = [str(place) + "x" * (20 * MIB) for place in range(25)]
    wide = pa.DictionaryArray.from_arrays(np.arange(25, dtype=np.int32), texts)
    file = io.BytesIO()
    pyarrow.parquet.write_table(pa.table({"name": wide}), file, compression="zstd", store_schema=False)
    content = file.getvalue()
    assert len(content) < 200_000
    app = open_page("yours")
    app.file_uploader(key="own_file").set_value([("a.parquet", content, "")]).run()
    assert not app.exception
    assert [error.value for error in app.error] == [T("upload.problem.memory", memory=upload.MEMORY_MIB)]


def test_a_file_that_takes_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "_worker", Worker(memory_mib=400, seconds=0.01))
    (problem,) = upload.read(upload.example()).refused
    assert file_words.problem(problem, T) == T("upload.problem.time", seconds=upload.SECONDS)


def test_a_file_is_estimated_once_while_other_visitors_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    held, result = [], upload.read

    def watched(*arguments: object) -> upload.Result:
        held.append(QUEUE.load().running)
        return result(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(upload, "read", watched)
    app = uploaded(upload.example())
    healthy(app.run())
    assert held == [0]
    assert QUEUE.load().running == 0


def test_another_file_takes_the_place_of_the_first() -> None:
    app = uploaded(b"energy_mwh\n1000\n")
    app.file_uploader(key="own_file").set_value([("other.csv", b"gpu_hours\nmany\n", "text/csv")]).run()
    assert ["not understood" in str(error.value) for error in app.error] == [True]


def test_the_files_given_back_hold_every_row_with_its_reason() -> None:
    found = upload.read(b"name,energy_mwh,region\n=1+1,12.5,DEU\nempty,,\nwrong,-1,\n")
    about = About("title", "quantity", "scenario", "source", "link", "version", datetime.date(2026, 1, 1))
    names = {"row": "Row", "name": "Model", "energy_mwh": "Energy", "path": "Path"}
    words = Words("csv", names, upload.UNITS, file_words.texts(T), about)
    rows = csv_of(upload._file({"file": found}, "file", words))
    assert rows["Row"].tolist() == [2, 3, 4]
    assert rows["Model"].tolist() == ["'=1+1", "empty", "wrong"]
    assert rows["Energy [MWh]"].tolist()[0] == 12.5
    assert rows["Path"].tolist()[1:] == [T("upload.left.nothing"), T("upload.left.wrong")]
