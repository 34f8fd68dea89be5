"""Models of the reader's own: which path an estimate takes, and what is assumed."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from footprint import own
from footprint.estimate import estimate
from tests.footprint.tables import REFERENCE

UNKNOWN = math.nan


def test_each_kind_of_knowledge_takes_its_path() -> None:
    rows = pd.DataFrame(
        {
            "parameters": [3e10, UNKNOWN, UNKNOWN, 3e10],
            "tokens": [1e12, UNKNOWN, UNKNOWN, UNKNOWN],
            "chip_hours": [UNKNOWN, 1e6, UNKNOWN, UNKNOWN],
            "energy_mwh": [UNKNOWN, UNKNOWN, 100, UNKNOWN],
            "hardware": ["chip", "chip", "", "chip"],
            "region": ["AAA"] * 4,
        }
    )
    found = estimate(own.models(rows, 2020), REFERENCE)
    assert found["path"].tolist() == ["parameters_tokens", "chip_hours", "reported_energy", "none"]
    # 6 x 3e10 x 1e12 = 1.8e23 FLOP are 1e6 hours of the chip at 400 W and PUE 1.5, as are the hours: 600 MWh.
    assert found["energy_mwh"].tolist()[:3] == pytest.approx([600, 600, 100])
    assert found["emissions_tco2e"].tolist()[2] == pytest.approx(50)  # 100 MWh x 500 kg/MWh
    assert found["pue_origin"].tolist()[0] == "prior:pue-other"


def test_a_stated_pue_is_the_readers_own() -> None:
    rows = pd.DataFrame({"chip_hours": [1e6], "hardware": ["chip"], "pue": [1.2]})
    found = estimate(own.models(rows, 2020), REFERENCE).iloc[0]
    assert (found["pue_median"], found["pue_origin"], found["pue_sd_log10"]) == (1.2, "fact:", 0)
