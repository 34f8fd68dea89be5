"""The method page says what the code and the data do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footprint.estimate import PATHS
from footprint.load import load
from tests.footprint.test_estimate_published import REASONS

PAGE = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
PRIORS = load().priors.set_index("prior_id")
ROWS = re.findall(r"^\|[^|]*\| `([a-z0-9-]+)`[^|]*\| ([^|]+) \| ([^|]+) \|$", PAGE, flags=re.MULTILINE)


def test_every_path_and_reason_is_explained() -> None:
    assert set(re.findall(r"^\| `([a-z_]+)`.*\|$", PAGE, flags=re.MULTILINE)) >= set(PATHS)
    assert {reason for reason in REASONS if f"`{reason}`" not in PAGE} == set()


def test_the_table_of_factors_is_found() -> None:
    assert len(ROWS) >= 25


@pytest.mark.parametrize(("prior_id", "median", "factor"), ROWS)
def test_distributions_are_those_of_the_data_set(prior_id: str, median: str, factor: str) -> None:
    prior = PRIORS.loc[prior_id]
    assert float(median) == pytest.approx(prior["median"], rel=1e-5)
    assert float(factor) == pytest.approx(10 ** (1.645 * prior["sd_log10"]), abs=0.0051)
