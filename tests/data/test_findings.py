"""Figures that contradict each other are found and must be explained."""

from __future__ import annotations

import pandas as pd
import pytest

from data.build import build
from data.findings import Finding, find, obsolete, unexplained
from data.read import TableError, read_all

ACCELERATORS = pd.DataFrame({"accelerator_id": ["chip"], "peak_flop_per_s": [1e14]})
FITTING = {
    "model_id": "m",
    "accelerator_id": "chip",
    "training_compute_flop": 6e20,
    "chip_hours": 6e20 / (1e14 * 0.3 * 3600),
    "energy_mwh": 10.0,
    "emissions_tco2e": 4.0,
    "active_parameters": 1e9,
    "training_tokens": 1e11,
    "encoder_decoder": False,
}


def _found(**changes: float) -> list[str]:
    return [finding.quantity for finding in find(pd.DataFrame([FITTING | changes]), ACCELERATORS)]


def test_fitting_figures_are_no_finding() -> None:
    assert _found() == []


@pytest.mark.parametrize(
    ("changes", "quantity"),
    [
        ({"chip_hours": FITTING["chip_hours"] * 20}, "implied_mfu"),  # type: ignore[operator]
        ({"chip_hours": FITTING["chip_hours"] / 3}, "implied_mfu"),  # type: ignore[operator]
        ({"emissions_tco2e": 13.0}, "implied_grid"),
        ({"emissions_tco2e": 0.0}, "implied_grid"),
        ({"training_tokens": 2e10}, "implied_compute"),
        ({"training_tokens": 4e11}, "implied_compute"),
    ],
)
def test_each_contradiction_is_found(changes: dict[str, float], quantity: str) -> None:
    assert _found(**changes) == [quantity]


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
    tables["overrides"] = tables["overrides"].query("action != 'explain_finding'")
    monkeypatch.setattr("data.build.read_all", lambda folder: tables)
    with pytest.raises(TableError, match="gpt-oss-20b"):
        build()


def test_every_override_still_does_something() -> None:
    """A row that changes nothing any more must go: its error was mended."""
    from data.prefer import preferred

    tables = read_all()
    rest = (tables["models"], tables["sources"])
    compute = tables["preferred_compute"]
    with_all = preferred(tables["facts"], *rest, tables["overrides"], compute)
    for row in tables["overrides"].query("action != 'explain_finding'").to_dict("records"):
        others = tables["overrides"][tables["overrides"]["override_id"] != row["override_id"]]
        without = preferred(tables["facts"], *rest, others, compute)
        twin = others["reason"].eq(row["reason"]).any()  # two copies of one card are excluded by two rows
        assert twin or not without.equals(with_all), row["override_id"]
