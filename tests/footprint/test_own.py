"""Tables of the reader's own models: what is refused, in which row, and what is estimated."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from footprint import own
from footprint.estimate import estimate
from tests.footprint.tables import REFERENCE

HARDWARE, REGIONS = {"chip": "chip", "the chip": "chip"}, {"aaa": "AAA", "land of a": "AAA"}


def table(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def told(found: pd.DataFrame) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.kind) for one in own.problems(found, HARDWARE, REGIONS)]


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [
        ("parameters", "many", "number"),
        ("parameters", "-7e9", "positive"),
        ("tokens", "0", "positive"),
        ("chip_hours", "inf", "positive"),
        ("energy_mwh", "1e999", "positive"),
        ("pue", "0.9", "pue"),
        ("hardware", "abacus", "unknown"),
        ("region", "Atlantis", "unknown"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column: str, text: str, kind: str) -> None:
    right = {"hardware": "chip", "region": "AAA"}.get(column, "1.5")
    assert told(table(**{column: [right, "", text]})) == [(3, column, kind)]


def test_whole_tables_that_cannot_be_estimated() -> None:
    assert told(table(parameters=[])) == [(0, "", "empty")]
    assert told(table(weight=["1"])) == [(0, "weight", "column")]
    long = pd.DataFrame({"pue": pd.Categorical.from_codes(np.zeros(own.MOST_ROWS + 1, np.int8), pd.Index(["x"]))})
    assert told(long) == [(0, "", "rows")]


def test_names_of_chips_and_places_are_understood_in_any_case() -> None:
    rows = table(hardware=["The Chip", " chip ", ""], region=["Land of A", "aaa", ""])
    assert told(rows) == []
    found = own.models(rows, HARDWARE, REGIONS, 2020)
    assert found["accelerator_id"].tolist() == ["chip", "chip", ""]
    assert found["grid_id"].tolist() == ["AAA", "AAA", ""]


def test_each_kind_of_knowledge_takes_its_path() -> None:
    rows = table(
        parameters=["3e10", "", "", "3e10"],
        tokens=["1e12", "", "", ""],
        chip_hours=["", "1e6", "", ""],
        energy_mwh=["", "", "100", ""],
        hardware=["chip", "chip", "", "chip"],
        region=["AAA"] * 4,
    )
    found = estimate(own.models(rows, HARDWARE, REGIONS, 2020), REFERENCE)
    assert found["path"].tolist() == ["parameters_tokens", "chip_hours", "reported_energy", "none"]
    # 6 x 3e10 x 1e12 = 1.8e23 FLOP are 1e6 hours of the chip at 400 W and PUE 1.5, as are the hours: 600 MWh.
    assert found["energy_mwh"].tolist()[:3] == pytest.approx([600, 600, 100])
    assert found["emissions_tco2e"].tolist()[2] == pytest.approx(50)  # 100 MWh x 500 kg/MWh
    assert found["pue_origin"].tolist()[0] == "prior:pue-other"


def test_a_stated_pue_is_the_readers_own() -> None:
    rows = table(chip_hours=["1e6"], hardware=["chip"], pue=["1.2"])
    found = estimate(own.models(rows, HARDWARE, REGIONS, 2020), REFERENCE).iloc[0]
    assert (found["pue_median"], found["pue_origin"], found["pue_sd_log10"]) == (1.2, "fact:", 0)
