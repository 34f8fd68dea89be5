"""Tables of own models as people's programs write them: what is read, what is refused, in which row and why."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pyarrow.parquet
import pytest

from footprint import own_table
from footprint.own_cells import Problem
from footprint.own_table import FIRST_ROWS, Estimated, Known, RefusedError
from footprint.readers import formats
from footprint.readers.table import BLOCK_ROWS
from footprint.spellings import Spellings
from tests.footprint.readers.workbook import workbook
from tests.footprint.tables import REFERENCE

KNOWN = Known(
    REFERENCE,
    Spellings.of([("chip", "chip"), ("fast", "fast"), ("The Chip", "chip")], plain=1),
    Spellings.of([("AAA", "AAA"), ("BBB", "BBB")], [("Land of A", "AAA")], plain=2),
    2020,
)


def read(content: bytes | str) -> Estimated:
    """Estimates of a file."""
    found, _ = own_table.estimates(
        formats.read(content.encode() if isinstance(content, str) else content), KNOWN, print
    )
    return found


def energies(content: bytes | str) -> list[float]:
    """Energy of each row of a file [MWh]."""
    found = read(content)
    assert not found.problems
    return [float(value) for value in found.first["energy_mwh"]]


def refused(content: bytes | str) -> list[Problem]:
    with pytest.raises(RefusedError) as caught:
        read(content)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("content", "energy"),
    [
        ("energy_mwh\n12.5\n", [12.5]),
        ("energy_mwh\n12,5\n", [12.5]),  # one column: the comma is no separator
        ("name;energy_mwh\na;12,5\nb;1.250\n", [12.5, 1250]),  # a comma country's Excel
        ("name;energy_mwh\na;1.250\n", [1250]),  # nothing tells: as the semicolons have it
        ("name;energy_mwh\na;12.5\nb;1.250\n", [12.5, 1.25]),  # semicolons, but points
        ("name;energy_mwh\na;1.250,5\nb;7,00E+03\n", [1250.5, 7000]),
        ('name,energy_mwh\na,"1,250"\nb,12.5\n', [1250, 12.5]),
        ("name\tenergy_mwh\na\t12.5\n", [12.5]),
        ("sep=;\nname;energy_mwh\na;12,5\n", [12.5]),
        ('"sep=|"\nname|energy_mwh\na|12.5\n', [12.5]),
        ("Name,Energy [MWh]\na,12.5\n", [12.5]),
        ("# written by a program\n\nname,energy_mwh\na,12.5\n", [12.5]),
        ("name,energy_mwh,,\na,12.5,,\nb,2,,,,\n", [12.5, 2]),  # separators behind the last column
        ("name,energy_mwh\r\na,12.5\r\n,\r\n,\r\n", [12.5]),  # Excel's empty last rows
        ("name,energy_mwh\ra,12.5\r", [12.5]),
        ("name,energy_mwh,tokens\na,12.5\n", [12.5]),  # a short row
        ('name,energy_mwh\n"two\nlines",12.5\n', [12.5]),
    ],
)
def test_numbers_as_spreadsheets_write_them(content: str, energy: list[float]) -> None:
    assert energies(content) == energy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_letters_in_each_encoding(encoding: str) -> None:
    found = read("name,energy_mwh\nModèle,12.5\n".encode(encoding))
    assert found.first["name"].tolist() == ["Modèle"]
    assert ("encoding" in found.notes) == (encoding in ("cp1252", "latin-1"))


@pytest.mark.parametrize("text", ["NA", "NaN", "nan", "N/A", "#N/A", "null", "None", "<NA>", ""])
def test_missing_values_as_r_and_pandas_write_them(text: str) -> None:
    found = read(f"name,energy_mwh,tokens,hardware\na,12.5,{text},{text}\n")
    assert (found.known, found.problems) == (1, [])


@pytest.mark.parametrize(
    ("text", "parameters"), [("7B", 7e9), ('"7,000,000,000"', 7e9), ("7e9", 7e9), ("1.5T", 1.5e12), ("0.5 b", 5e8)]
)
def test_large_numbers_as_the_form_asks_for_them(text: str, parameters: float) -> None:
    rows = f"parameters,tokens,hardware,region\n{text},1e12,chip,AAA\n3e10,1e12,chip,AAA\n"
    first, second = energies(rows)
    assert first / second == pytest.approx(parameters / 3e10)


def test_tables_that_pandas_and_r_write_with_an_index() -> None:
    frame = pd.DataFrame({"energy_mwh": [12.5, 2.0], "region": ["AAA", "BBB"]})
    plain, indexed = read(frame.to_csv(index=False)), read(frame.to_csv())
    assert indexed.first["energy_mwh"].tolist() == plain.first["energy_mwh"].tolist() == [12.5, 2]
    assert list(indexed.notes) == ["index"]
    named = read(frame.set_axis(["small", "large"]).to_csv())
    assert named.first["name"].tolist() == ["small", "large"]
    assert list(named.notes) == ["row_names"]


def test_a_workbook_reads_as_its_rows_are_numbered() -> None:
    content = io.BytesIO()
    rows: list[list[object]] = [
        ["name", "energy_mwh", "hardware"],
        ["a", 12.5, None],
        [None] * 3,
        ["b", 3, "The Chip"],
        ["c", "7,5", "abacus"],
    ]
    workbook(content, rows)
    found = read(content.getvalue())
    assert found.first["row"].tolist() == [2, 4, 5]
    assert found.first["energy_mwh"].tolist()[:2] == [12.5, 3]
    assert [(one.row, one.column, one.kind) for one in found.problems] == [(5, "hardware", "unknown")]


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [
        ("parameters", "many", "number"),
        ("parameters", "-7e9", "bounds"),
        ("parameters", "1e308", "bounds"),
        ("tokens", "0", "bounds"),
        ("chip_hours", "inf", "number"),
        ("energy_mwh", "1e999", "bounds"),
        ("energy_mwh", "1e10", "bounds"),
        ("pue", "0.9", "bounds"),
        ("pue", "9", "bounds"),
        ("hardware", "abacus", "unknown"),
        ("region", "Atlantis", "unknown"),
        ("name", "x" * 201, "long"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_keeps_no_other_row_out(column: str, text: str, kind: str) -> None:
    right = {"hardware": "chip", "region": "AAA", "name": "x", "pue": "1.5"}.get(column, "12.5e3")
    stated = "compute_flop" if column == "energy_mwh" else "energy_mwh"
    amount = "1e21" if column == "energy_mwh" else "10"
    found = read(f"{stated},{column}\n{amount},{right}\n{amount},\n\n{amount},{text}\n")
    assert [(one.row, one.column, one.kind) for one in found.problems] == [(5, column, kind)]
    assert (found.count, found.known, found.left_out) == (3, 2, 1)


def test_numbers_that_overflow_are_told_and_the_sum_holds_the_others() -> None:
    found = read("name,parameters,tokens,energy_mwh,region\na,1e308,1e308,,\nb,,,100,AAA\n")
    assert [(one.row, one.column, one.kind) for one in found.problems] == [(2, "parameters", "bounds")]
    assert found.total_tco2e == pytest.approx(50)  # 100 MWh x 500 kg/MWh


def test_the_nearest_known_name_is_offered() -> None:
    (problem,) = read("energy_mwh,hardware\n1,the chips\n").problems
    assert (problem.row, problem.near) == (2, ("chip",))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (",,,576,", "hours_without_chip"),
        ("7e9,,,,", "no_tokens"),
        (",2e12,,,", "no_parameters"),
        (",,,,chip", "nothing"),
        (",,,,", "nothing"),
    ],
)
def test_a_row_that_cannot_be_estimated_says_why(row: str, kind: str) -> None:
    found = read(f"name,parameters,tokens,compute_flop,chip_hours,hardware\na,{row}\n")
    assert [(one.row, one.kind) for one in found.problems] == [(2, kind)]
    assert (found.known, found.total_tco2e) == (0, 0)
    assert found.first["path"].tolist() == [kind]


def test_compute_without_a_chip_says_why_where_the_trend_ends() -> None:
    table = formats.read(b"compute_flop\n1e21\n")
    found, _ = own_table.estimates(table, replace(KNOWN, year=2060), print)
    assert [(one.row, one.kind) for one in found.problems] == [(2, "outside_trend")]


def test_a_stated_number_that_counts_for_nothing_is_said() -> None:
    found = read("energy_mwh,pue,chip_hours,compute_flop\n12.5,1.5,,\n,,576,1e21\n12.5,,,\n")
    assert found.unused == {"pue": 1, "chip_hours": 1}


@pytest.mark.parametrize(("boundary", "energy"), [("facility", 10.0), ("", 10.0), ("it", 15.0), ("servers", 15.0)])
def test_a_measured_energy_takes_the_pue_where_it_leaves_out_the_building(boundary: str, energy: float) -> None:
    table = f"energy_mwh,pue,energy_boundary\n10,1.5,{boundary}\n"
    assert energies(table) == [pytest.approx(energy)]
    assert read(table).unused["pue"] == (1 if energy == 10 else 0)


def test_energy_of_chips_alone_takes_their_servers_too() -> None:
    chips, computers = energies("energy_mwh,pue,energy_boundary\n10,1.5,GPUs\n10,1.5,it\n")
    assert chips > computers


def test_what_energy_counts_in_other_words_is_refused_with_the_known_ones() -> None:
    (problem,) = read("energy_mwh,energy_boundary\n10,everything\n").problems
    assert (problem.kind, problem.column) == ("unknown", "energy_boundary")


def test_all_columns_that_are_not_understood_are_named_at_once() -> None:
    (problem,) = refused("gpu_hours,`x`,tokens\n1,2,3\n")
    assert (problem.kind, problem.words, problem.near) == ("columns", ("gpu_hours", "`x`"), ("chip_hours",))


@pytest.mark.parametrize(
    ("content", "kind"),
    [("energy_mwh,Energy_MWh\n1,2\n", "twice"), ("energy_mwh\n", "empty"), ("energy_mwh\n\n\n", "empty")],
)
def test_whole_tables_that_cannot_be_estimated(content: str, kind: str) -> None:
    assert [problem.kind for problem in refused(content)] == [kind]


@pytest.mark.parametrize("row", ["a,1,2,3\n", 'b,1,,"x"\n'])
def test_a_cell_without_a_column_is_told(row: str) -> None:
    found = read(f"name,energy_mwh\n{row}c,5\n")
    assert [(one.row, one.kind) for one in found.problems] == [(2, "wide")]
    found = read(f"name,,energy_mwh\na,{'x'},1\nc,,5\n")
    assert [(one.row, one.kind) for one in found.problems] == [(2, "nameless")]


def test_names_are_read_in_any_case_and_readings_that_are_not_plain_are_told() -> None:
    found = read("energy_mwh,hardware,region\n1,THE-CHIP,land of a\n1, chip ,aaa\n")
    assert (found.known, found.problems) == (2, [])
    assert found.read_as == {"hardware": {"THE-CHIP": "chip"}}


def test_a_number_with_two_readings_is_told_where_nothing_decides() -> None:
    assert read("name;energy_mwh\na;1.250\n").notes == {"decimal_comma": "1.250"}
    assert read('name,energy_mwh\na,"1,250"\n').notes == {"decimal_point": "1,250"}
    assert read("name;energy_mwh\na;1.250\nb;0,5\n").notes == {}


def test_blocks_leave_no_seam() -> None:
    rows = 2 * BLOCK_ROWS + 3
    content = "energy_mwh,region\n" + "".join(f"{1 + place % 7},AAA\n" for place in range(rows)) + "1,Atlantis\n"
    found, estimates = own_table.estimates(formats.read(content.encode()), KNOWN, print)
    assert (found.count, found.known, len(found.first)) == (rows + 1, rows, FIRST_ROWS)
    assert found.total_tco2e == pytest.approx(sum(1 + place % 7 for place in range(rows)) / 2)
    assert [(one.row, one.kind) for one in found.problems] == [(rows + 2, "unknown")]
    assert found.largest["energy_mwh"].tolist() == [7] * own_table.LARGEST
    everything = pyarrow.parquet.read_table(io.BytesIO(estimates))
    assert everything["row"].to_pylist() == list(range(2, rows + 3))
