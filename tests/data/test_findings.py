"""Figures that contradict each other are found and must be explained."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest

from data import prefer
from data.build import build
from data.findings import Finding, disagreeing, find, obsolete, unexplained
from data.read import TableError, read_all

ACCELERATORS = pd.DataFrame({"accelerator_id": ["chip"], "peak_flop_per_s": [1e14], "tdp_w": [500.0]})
NAN = float("nan")
FITTING = {
    "model_id": "m",
    "accelerator_id": "chip",
    "training_compute_flop": 6e20,
    "chip_hours": 6e20 / (1e14 * 0.3 * 3600),
    "chip_count": NAN,
    "wall_clock_hours": NAN,
    "energy_mwh": 4.0,
    "energy_boundary": "facility",
    "pue": NAN,
    "emissions_tco2e": 1.6,
    "active_parameters": 1e9,
    "training_tokens": 1e11,
    "encoder_decoder": False,
}


def _found(**changes: Any) -> list[str]:
    return [finding.quantity for finding in find(pd.DataFrame([FITTING | changes]), ACCELERATORS)]


def test_fitting_figures_are_no_finding() -> None:
    assert _found() == []


@pytest.mark.parametrize(
    ("changes", "quantity"),
    [
        ({"chip_hours": FITTING["chip_hours"] * 20, "energy_mwh": NAN}, "implied_mfu"),  # type: ignore[operator]
        ({"chip_hours": FITTING["chip_hours"] / 3, "energy_mwh": NAN}, "implied_mfu"),  # type: ignore[operator]
        ({"emissions_tco2e": 5.2}, "implied_grid"),
        ({"emissions_tco2e": 0.0}, "implied_grid"),
        ({"training_tokens": 2e10}, "implied_compute"),
        ({"training_tokens": 4e11}, "implied_compute"),
    ],
)
def test_each_contradiction_is_found(changes: dict[str, float], quantity: str) -> None:
    assert _found(**changes) == [quantity]


HOURS = float(FITTING["chip_hours"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chips", "hours", "found"),
    [(100, HOURS / 100, []), (100, HOURS / 126, ["implied_hours"]), (126, HOURS / 100, ["implied_hours"])],
)
def test_chips_and_duration_fit_the_chip_hours(chips: float, hours: float, found: list[str]) -> None:
    assert _found(chip_count=chips, wall_clock_hours=hours) == found


@pytest.mark.parametrize(
    ("boundary", "low", "high"),
    [
        ("accelerator", 0.35, 1.05),
        ("accelerator_with_pue", 0.35 * 1.1, 1.05 * 1.1),  # as the chips alone, times the PUE of the publication
        ("it", 0.5, 1.6),
        ("facility", 0.5, 1.9),
    ],
)
def test_an_hour_of_a_chip_takes_what_its_rating_allows(boundary: str, low: float, high: float) -> None:
    def found(share: float) -> list[str]:
        energy = HOURS * 500 * share / 1e6
        return _found(energy_mwh=energy, energy_boundary=boundary, pue=1.1, emissions_tco2e=NAN)

    assert found(low * 1.01) == found(high * 0.99) == []
    assert found(low * 0.99) == found(high * 1.01) == ["implied_power"]


def test_chips_and_duration_stand_for_missing_chip_hours() -> None:
    """A third of the time cannot take the energy of the whole: `glam`, 574 h beside 456 MWh."""
    missing = {"chip_hours": NAN, "chip_count": 100.0}
    assert _found(**missing, wall_clock_hours=HOURS / 100) == []
    assert _found(**missing, wall_clock_hours=HOURS / 300) == ["implied_power"]


FIGURE = {
    "model_id": "m", "quantity": "chip_hours", "unit": "h", "source_id": "card", "boundary": "", "scope": "family",
    "run": "", "accounting": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"value": 22000.0}, ["chip_hours"]),
        ({"value": 22000.0, "scope": "part_of_run"}, []),
        ({"value": 22000.0, "run": "another"}, []),
        ({"value": 22000.0, "source_id": "paper"}, []),
        ({"value": 35000.0}, []),
    ],
)
def test_one_source_says_one_thing_of_one_run(other: dict[str, object], found: list[str]) -> None:
    usable = pd.DataFrame([FIGURE | {"value": 39800.0}, FIGURE | other])
    reviewed = pd.DataFrame({"model_id": ["m"]})
    assert [one.quantity for one in disagreeing(usable, reviewed)] == found


def test_what_stands_of_two_figures_needs_a_reason() -> None:
    findings = [Finding("m", "chip_hours", 1.8)]
    row = {"override_id": "why", "model_id": "m", "quantity": "chip_hours", "action": "use_fact"}
    assert unexplained(findings, pd.DataFrame([row])) == []
    assert unexplained(findings, pd.DataFrame([row | {"quantity": "energy_mwh"}])) == findings


def test_encoder_decoders_count_half() -> None:
    assert _found(encoder_decoder=True, training_tokens=2e11) == []


def test_a_finding_needs_an_explanation_and_an_explanation_a_finding() -> None:
    findings = [Finding("m", "implied_mfu", 0.9)]
    row = {"override_id": "why", "model_id": "m", "quantity": "implied_mfu", "action": "explain_finding"}
    explained, empty = pd.DataFrame([row]), pd.DataFrame([row]).head(0)
    assert unexplained(findings, empty) == findings
    assert unexplained(findings, explained) == []
    assert obsolete([], explained) == ["why"]
    assert obsolete(findings, explained) == []


def test_the_build_stops_at_an_unexplained_finding(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = read_all()
    tables["overrides"] = tables["overrides"].query("not action.str.startswith('explain')")
    monkeypatch.setattr("data.build.read_all", lambda folder: tables)
    with pytest.raises(TableError, match="gpt-oss-20b"):
        build()


def test_every_override_still_does_something() -> None:
    """A row that changes nothing any more must go: its error was mended."""
    tables = read_all()
    rest = (tables["models"], tables["sources"])
    compute = tables["preferred_compute"]
    with_all = prefer.preferred(tables["facts"], *rest, tables["overrides"], compute)
    for row in tables["overrides"].query("not action.str.startswith('explain')").to_dict("records"):
        others = tables["overrides"][tables["overrides"]["override_id"] != row["override_id"]]
        without = prefer.preferred(tables["facts"], *rest, others, compute)
        assert not without.equals(with_all) or _stands_alone(row, tables), row["override_id"]


def _stands_alone(row: dict[Hashable, Any], tables: dict[str, pd.DataFrame]) -> bool:
    """Whether a row says why a figure stands that would stand anyway, beside another of its publication."""
    others = tables["overrides"][tables["overrides"]["override_id"] != row["override_id"]]
    usable = prefer.usable(tables["facts"], tables["models"], others)
    found = list(disagreeing(usable, tables["preferred_compute"]))
    return row["action"] == "use_fact" and unexplained(found, others) != []
