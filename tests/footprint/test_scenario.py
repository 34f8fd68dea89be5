"""Assumptions are checked when they are made."""

from __future__ import annotations

import dataclasses
import math

import pytest

from footprint.errors import InputError
from footprint.scenario import AS_PUBLISHED, Scenario


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("accelerator_id", ""),
        ("grid_id", ""),
        ("mfu", 0.0),
        ("mfu", 1.01),
        ("mfu", -0.3),
        ("mfu", math.nan),
        ("system_power_w", 0.0),
        ("system_power_w", math.inf),
        ("pue", 0.99),
        ("pue", math.nan),
        ("year", 20),
        ("year", 20211),
        ("grid_gco2e_per_kwh", -1.0),
        ("grid_gco2e_per_kwh", math.nan),
    ],
)
def test_impossible_assumptions_are_refused(field: str, bad: float | str) -> None:
    with pytest.raises(InputError) as caught:
        dataclasses.replace(AS_PUBLISHED, **{field: bad})  # type: ignore[arg-type]
    assert caught.value.field == field


def test_bounds_are_allowed() -> None:
    assert Scenario(mfu=1.0, pue=1.0, grid_gco2e_per_kwh=0.0).pue == 1


def test_equal_assumptions_are_one_key() -> None:
    assert len({Scenario(pue=1.1), Scenario(pue=1.1), Scenario(), AS_PUBLISHED}) == 2


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        AS_PUBLISHED.pue = 1.2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("scenario", "changes"),
    [
        (Scenario(), False),
        (Scenario(pue=1.2, grid_id="FRA", year=2020, system_power_w=300), False),
        (Scenario(accelerator_id="h100-sxm5"), True),
        (Scenario(mfu=0.3), True),
    ],
)
def test_only_chip_and_mfu_change_the_run(scenario: Scenario, changes: bool) -> None:
    assert scenario.changes_run is changes
