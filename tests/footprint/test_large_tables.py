"""Many rows at once: the same answers whatever the number of rows, the kind of text column or the order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from footprint.columns import BLOCK
from footprint.errors import InputError
from footprint.estimate import FACTORS, estimate
from footprint.labels import Labels, categorical, first_true
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.footprint.tables import COMPUTE, HOURS, MEASURED, REFERENCE, models

FEW = models(MEASURED, HOURS, COMPUTE, {}, HOURS | {"lineage": "distilled"}).reset_index(drop=True)
SCENARIOS = [AS_PUBLISHED, Scenario(accelerator_id="fast", pue=1.5), Scenario(grid_id="AAA", year=2018)]


def many(rows: int) -> pd.DataFrame:
    """The few models again and again."""
    return FEW.iloc[np.arange(rows) % len(FEW)].reset_index(drop=True)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_blocks_leave_no_seam(scenario: Scenario) -> None:
    rows = 2 * BLOCK + 3
    few, found = estimate(FEW, REFERENCE, scenario), estimate(many(rows), REFERENCE, scenario)
    for column in few:
        expected = np.array(few[column].tolist(), dtype=object)[np.arange(rows) % len(FEW)]
        assert pd.Series(found[column].tolist(), dtype=object).equals(pd.Series(expected, dtype=object)), column


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_categories_say_the_same_as_texts(scenario: Scenario) -> None:
    texts = [name for name in FEW if pd.api.types.is_string_dtype(FEW[name]) and name != "release_date"]
    assert texts
    pd.testing.assert_frame_equal(
        estimate(FEW.astype(dict.fromkeys(texts, "category")), REFERENCE, scenario),
        estimate(FEW, REFERENCE, scenario),
    )


def test_without_factors_the_quantities_stay() -> None:
    full, brief = estimate(FEW, REFERENCE), estimate(FEW, REFERENCE, with_factors=False)
    pd.testing.assert_frame_equal(full[list(brief)], brief)
    left_out = {str(name) for name in full} - {str(name) for name in brief}
    assert left_out == {f"{factor}_{part}" for factor in FACTORS for part in ("median", "sd_log10", "origin", "share")}


def test_no_rows_give_no_rows() -> None:
    found = estimate(FEW.iloc[:0], REFERENCE)
    assert len(found) == 0
    assert list(found) == list(estimate(FEW, REFERENCE))


def test_an_unknown_id_in_the_last_block_is_named() -> None:
    rows = many(BLOCK + 1)
    rows.loc[BLOCK, "accelerator_id"] = "abacus"
    with pytest.raises(InputError, match="abacus"):
        estimate(rows, REFERENCE)


def test_a_category_that_no_row_has_is_no_unknown_id() -> None:
    rows = FEW.assign(accelerator_id=pd.Categorical(FEW["accelerator_id"], [*FEW["accelerator_id"].unique(), "abacus"]))
    assert estimate(rows, REFERENCE)["path"].tolist() == estimate(FEW, REFERENCE)["path"].tolist()


def test_labels_join_without_losing_a_text() -> None:
    first, second = Labels.of(pd.Series(["a", "b", None, ""])), Labels.of(pd.Series(["b", "c", "d", "e"]))
    joined = first.where(np.array([True, False, True, False]), second)
    assert joined.texts.tolist() == ["a", "c", "", "e"]
    assert joined.one_of("c", "e").tolist() == [False, True, False, True]
    assert joined.prefixed("x:").texts.tolist() == ["x:a", "x:c", "", "x:e"]


def test_codes_hold_as_many_texts_as_there_are() -> None:
    many_texts = [f"text {place}" for place in range(127)]  # the most that one byte holds beside the empty text
    first, second = Labels.of(pd.Series(many_texts)), Labels.of(pd.Series([f"other {text}" for text in many_texts]))
    assert first.codes.dtype == np.int8
    assert first.texts.tolist() == many_texts
    joined = first.where(np.arange(127) % 2 == 0, second)
    assert joined.texts.tolist() == [
        text if place % 2 == 0 else f"other {text}" for place, text in enumerate(many_texts)
    ]


def test_the_first_mask_that_holds_gives_the_code() -> None:
    masks = [np.array([False, True, False]), np.array([True, True, False])]
    assert first_true(masks).tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    ("year", "origin"),
    [(1900, "2018"), (2018, "2018"), (2019, "2018"), (2020, "2020"), (2022, "2020"), (2100, "2020"), (np.nan, "2020")],
)
def test_the_nearest_year_stands_for_a_year(year: float, origin: str) -> None:
    # Of AAA there are 2018 and 2020, and a suspect 2022; other grids have other years.
    _, _, found = REFERENCE.grids.nearest(Labels.same("AAA", 1), np.array([year]))
    assert found.texts.tolist() == [f"grid:AAA@{origin}"]


def test_a_finished_column_holds_each_text_once_and_only_what_occurs() -> None:
    values = np.array(["", "a", "b", "a"], dtype=object)
    found = categorical(np.array([3, 1, 0], np.int32), values)
    assert list(found) == ["a", "a", ""]
    assert sorted(found.categories) == ["", "a"]
