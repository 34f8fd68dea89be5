"""Which published figure stands for a model."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.prefer import ranked, usable
from data.read import read_all
from data.wide import models as wide_models

SOURCES = pd.DataFrame({"source_id": ["old", "new"], "year": [2019.0, 2023.0]})
NO_OVERRIDES = pd.DataFrame({"action": [], "fact_id": []}, dtype=str)


def _fact(fact_id: str, **columns: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "fact_id": fact_id,
        "model_id": "m",
        "quantity": "energy_mwh",
        "value": 1.0,
        "kind": "reported",
        "read": "primary",
        "boundary": "facility",
        "basis": "measured",
        "scope": "final_run",
        "accounting": "",
        "source_id": "old",
    }
    return usual | columns


def _best(*facts: dict[str, Any], lineage: str = "from_scratch", overrides: pd.DataFrame = NO_OVERRIDES) -> str:
    frame = pd.DataFrame(facts)
    models = pd.DataFrame({"model_id": ["m"], "lineage": [lineage]})
    fitting = usable(frame, models, overrides)
    return "" if fitting.empty else str(ranked(fitting, SOURCES, overrides)["fact_id"].iloc[0])


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"kind": "third_party"}, {"kind": "reported"}),
        ({"kind": "derived"}, {"kind": "third_party"}),
        ({"read": "secondary"}, {"read": "primary"}),
        ({"boundary": "accelerator"}, {"boundary": "facility"}),
        ({"basis": "rating"}, {"basis": "measured"}),
        ({"accounting": "market"}, {"accounting": "location"}),
        ({"source_id": "old"}, {"source_id": "new"}),
        ({"kind": "third_party", "read": "primary"}, {"kind": "reported", "read": "secondary"}),
        ({"read": "secondary", "boundary": "facility"}, {"read": "primary", "boundary": "accelerator"}),
    ],
)
def test_order_of_preference(worse: dict[str, Any], better: dict[str, Any]) -> None:
    assert _best(_fact("a", **worse), _fact("b", **better)) == "b"
    assert _best(_fact("b", **better), _fact("a", **worse)) == "b"


def test_the_id_breaks_ties() -> None:
    assert _best(_fact("b"), _fact("a")) == "a"


@pytest.mark.parametrize("scope", ["counterfactual", "idle", "part_of_run", "whole_project", "family", "fine_tuning"])
def test_figures_of_something_else_never_stand_for_a_run(scope: str) -> None:
    assert _best(_fact("a", scope=scope)) == ""


@pytest.mark.parametrize(("lineage", "scope"), [("project", "whole_project"), ("family", "family")])
def test_a_row_of_many_runs_takes_the_figure_of_many_runs(lineage: str, scope: str) -> None:
    assert _best(_fact("a", scope="final_run"), _fact("b", scope=scope), lineage=lineage) == "b"


def test_an_override_decides() -> None:
    use = pd.DataFrame({"action": ["use_fact"], "fact_id": ["a"]})
    drop = pd.DataFrame({"action": ["exclude_fact"], "fact_id": ["b"]})
    facts = (_fact("a", kind="derived"), _fact("b"))
    assert _best(*facts) == "b"
    assert _best(*facts, overrides=use) == "a"
    assert _best(*facts, overrides=drop) == "a"


def test_contracted_power_does_not_change_the_grid() -> None:
    facts = (
        _fact("a", quantity="grid_gco2e_per_kwh", accounting="market"),
        _fact("b", quantity="grid_gco2e_per_kwh", accounting="location", kind="third_party"),
    )
    assert _best(*facts) == "b"


@pytest.fixture(scope="module")
def wide() -> pd.DataFrame:
    return wide_models(read_all()).set_index("model_id")


@pytest.mark.parametrize(
    ("model_id", "expected"),
    [
        (
            "gpt-3-175b",  # Patterson et al. 2021, Table 4; Brown et al. 2020, Table D.1
            {
                "energy_mwh": 1287,
                "emissions_tco2e": 552.1,
                "chip_hours": 3.552e6,
                "system_power_w": 330,
                "pue": 1.1,
                "grid_gco2e_per_kwh": 429,
                "training_compute_flop": 3.14e23,
                "training_tokens": 300e9,
            },
        ),
        ("evolved-transformer-nas", {"energy_mwh": 7.5, "emissions_tco2e": 3.2}),  # not the 284 t of 2019
        ("bert-base", {"energy_mwh": 1.507, "emissions_tco2e": 0.652266}),  # Strubell et al. 2019, Table 3
        ("lisa", {"emissions_tco2e": 35.5925}),  # the whole project, Strubell et al. 2019, Table 1
        ("xlnet-large", {"training_tokens": 2.097152e12}),  # processed, not the 32.89 billion of the data set
        ("palm-540b", {"energy_mwh": 3435.7}),  # with PUE
        ("llama-3.1-405b", {"emissions_tco2e": 8930, "chip_hours": 30.84e6}),
    ],
)
def test_preferred_figures_of_well_known_models(wide: pd.DataFrame, model_id: str, expected: dict[str, float]) -> None:
    assert {name: wide.at[model_id, name] for name in expected} == pytest.approx(expected)


def test_figures_that_must_not_be_used_are_not(wide: pd.DataFrame) -> None:
    assert wide.loc[["llama-3.3-70b", "dalle-mega", "dalle-mini"], "emissions_tco2e"].isna().all()


def test_every_figure_leads_to_a_fact_of_its_model(wide: pd.DataFrame) -> None:
    facts = read_all()["facts"].set_index("fact_id")
    for column in (name for name in wide.columns if name.endswith("_fact_id")):
        used = wide.loc[wide[column] != "", column]
        assert list(facts.loc[used, "model_id"]) == list(used.index), column


def test_dense_models_activate_all_parameters(wide: pd.DataFrame) -> None:
    dense = wide[(wide["architecture"] == "dense") & wide["parameters"].notna()]
    alone = dense[dense["active_parameters_fact_id"] == dense["parameters_fact_id"]]
    assert len(alone) > 100
    assert (alone["active_parameters"] == alone["parameters"]).all()
