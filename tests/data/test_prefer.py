"""Which published figure stands for a model."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.prefer import preferred, ranked, usable
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
        "run": "",
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
        ({"boundary": "accelerator"}, {"boundary": "accelerator_with_pue"}),
        ({"basis": "rating"}, {"basis": "measured"}),
        ({"accounting": "market"}, {"accounting": "location"}),
        ({"accounting": "net"}, {"accounting": "location"}),
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


@pytest.mark.parametrize("accounting", ["market", "net"])
def test_contracted_power_does_not_change_the_grid(accounting: str) -> None:
    facts = (
        _fact("a", quantity="grid_gco2e_per_kwh", accounting=accounting),
        _fact("b", quantity="grid_gco2e_per_kwh", accounting="location", kind="third_party"),
    )
    assert _best(*facts) == "b"


def _of_runs(*facts: dict[str, Any]) -> dict[str, Any]:
    """The row of the wide table that figures of several runs give."""
    models = pd.DataFrame({"model_id": ["m"], "lineage": ["from_scratch"], "architecture": ["moe"]})
    compute = pd.DataFrame(columns=["model_id", "compute_flop", "kind", "source_id"])
    frame = pd.DataFrame([{"unit": "h", **fact} for fact in facts])
    return dict(preferred(frame, models, SOURCES, NO_OVERRIDES, compute).loc["m"])


def test_all_preferred_figures_are_of_the_run_of_the_energy() -> None:
    """As `bert-base`: its own chips are known best, but the energy is that of another machine."""
    found = _of_runs(
        _fact("a", quantity="chip_count", value=16.0, run="TPU"),
        _fact("b", quantity="chip_count", value=64.0, run="V100", kind="third_party"),
        _fact("c", quantity="wall_clock_hours", value=96.0, run="TPU"),
        _fact("d", quantity="energy_mwh", value=1.5, run="V100", kind="third_party"),
        _fact("e", quantity="parameters", value=1e8),
    )
    assert found["run"] == "V100"
    assert (found["chip_count"], found["energy_mwh"], found["parameters"]) == (64, 1.5, 1e8)
    assert pd.isna(found["wall_clock_hours"])


def test_without_energy_the_chip_hours_decide_which_run_stands() -> None:
    found = _of_runs(
        _fact("a", quantity="emissions_tco2e", run="first"),
        _fact("b", quantity="chip_hours", run="second"),
    )
    assert (found["run"], found["emissions_tco2e_fact_id"], found["chip_hours_fact_id"]) == ("second", "", "b")


def test_a_model_of_one_run_names_none() -> None:
    found = _of_runs(_fact("a", quantity="energy_mwh"), _fact("b", quantity="chip_hours"))
    assert (found["run"], found["energy_mwh_fact_id"], found["chip_hours_fact_id"]) == ("", "a", "b")


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
        (  # not the 284 t and 8 P100 of 2019
            "evolved-transformer-nas",
            {"energy_mwh": 7.5, "emissions_tco2e": 3.2, "chip_count": 200, "wall_clock_hours": 163.2},
        ),
        (  # Strubell et al. 2019, Table 3: one machine throughout, not the 16 TPU of the first run
            "bert-base",
            {"energy_mwh": 1.507, "emissions_tco2e": 0.652266, "chip_count": 64, "wall_clock_hours": 79},
        ),
        (  # Patterson et al. 2021, Table 1: Iowa, not the average data centre; P100, not TPU v2
            "transformer-big",
            {
                "energy_mwh": 0.221,
                "emissions_tco2e": 0.1055,
                "pue": 1.11,
                "grid_gco2e_per_kwh": 478,
                "wall_clock_hours": 84,
            },
        ),
        ("evolved-transformer-medium", {"energy_mwh": 0.185, "emissions_tco2e": 0.0883, "wall_clock_hours": 76.8}),
        ("dinov2", {"chip_hours": 39800, "emissions_tco2e": 7}),  # card: all four models
        ("dinov2-g", {"chip_hours": 22000, "emissions_tco2e": 3.7, "energy_mwh": 9.7}),  # paper, Table 14
        ("dinov3-7b", {"chip_hours": 61440, "emissions_tco2e": 18}),  # card: the run, not 9,000,000 h and 2,600 t
        ("glam", {"energy_mwh": 456, "wall_clock_hours": 1230, "chip_hours": 1259520}),  # 600B tokens, not 280B
        ("dodge-6b", {"energy_mwh": 103.593, "wall_clock_hours": float("nan")}),  # 60 days; the 8 days are a part
        ("qwen3-8b", {"chip_hours": 1800}),  # distilled, not the branch with reinforcement learning
        ("apertus-70b", {"chip_hours": 6e6}),
        ("alphafold-2", {"chip_count": 64, "wall_clock_hours": 264}),  # 128 cores
        ("phi-1.5", {"chip_hours": 6144, "chip_count": 32, "wall_clock_hours": 192}),  # card
        ("stable-cascade", {"chip_hours": float("nan"), "emissions_tco2e": float("nan")}),  # those of another model
        ("olmo-3-32b", {"chip_hours": 1.05e6, "energy_mwh": 681, "wall_clock_hours": float("nan")}),  # pre-training
        ("olmo-3-family", {"energy_mwh": 12300, "emissions_tco2e": 4251, "chip_hours": float("nan")}),
        ("smollm2-1.7b", {"chip_hours": 140000}),
        ("deepseek-v3", {"chip_hours": 2.788e6}),  # with context extension and post-training
        ("lisa", {"emissions_tco2e": 35.5925}),  # the whole project, Strubell et al. 2019, Table 1
        ("xlnet-large", {"training_tokens": 2.097152e12}),  # processed, not the 32.89 billion of the data set
        ("palm-540b", {"energy_mwh": 3435.7}),  # with PUE
        ("llama-3.1-405b", {"emissions_tco2e": 8930, "chip_hours": 30.84e6}),
    ],
)
def test_preferred_figures_of_well_known_models(wide: pd.DataFrame, model_id: str, expected: dict[str, float]) -> None:
    assert {name: wide.at[model_id, name] for name in expected} == pytest.approx(expected, nan_ok=True)


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


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return read_all()["facts"].set_index("fact_id")


def test_the_chip_is_that_of_the_run(wide: pd.DataFrame) -> None:
    assert str(wide.at["bert-base", "accelerator_id"]).startswith("v100")
    assert wide.at["bert-base", "run"] == "64 V100"


def test_every_preferred_figure_is_of_one_run(wide: pd.DataFrame, facts: pd.DataFrame) -> None:
    for column in (name for name in wide.columns if name.endswith("_fact_id")):
        used = wide.loc[wide[column] != "", column]
        own = facts.loc[used, "run"].set_axis(used.index)
        assert set(own[own != wide.loc[used.index, "run"]]) <= {""}, column


def test_the_preferred_figures_of_a_model_cover_the_same(wide: pd.DataFrame, facts: pd.DataFrame) -> None:
    """Hours of a family beside tonnes of the project would not belong together."""
    bound = ("chip_hours", "chip_count", "wall_clock_hours", "energy_mwh", "emissions_tco2e")
    covers = pd.DataFrame({name: wide[f"{name}_fact_id"].map(facts["scope"]) for name in bound})
    mixed = covers.nunique(axis=1) > 1
    assert list(covers.index[mixed]) == []


def test_hours_chips_and_durations_say_what_they_cover(facts: pd.DataFrame) -> None:
    timed = facts[facts["quantity"].isin(["chip_hours", "chip_count", "wall_clock_hours"])]
    assert (timed["scope"] != "").all()


def test_tonnes_from_ratings_and_a_pue_are_no_facility(facts: pd.DataFrame) -> None:
    """Meta's cards, LLaMA's Table 15 and what others computed in the same way: chips x hours x rating x PUE."""
    rated = facts[facts["quantity"].isin(["energy_mwh", "emissions_tco2e"]) & (facts["basis"] == "rating")]
    assert "facility" not in set(rated["boundary"])
    of_meta = facts[facts["source_id"].str.startswith("meta_llama") & (facts["quantity"] == "emissions_tco2e")]
    assert set(of_meta["boundary"]) == {"accelerator_with_pue"}
    assert len(of_meta) > 15


def test_net_of_carbon_free_energy_is_not_market_based(facts: pd.DataFrame) -> None:
    net = facts[facts["note"].str.contains(r"\bnet\b", case=False) & facts["accounting"].isin(["market", "net"])]
    assert set(net["accounting"]) == {"net"}
    assert {"gopher-280b", "palm-540b", "switch-c", "gshard-600b", "glam"} <= set(net["model_id"])
    assert facts.at["glam.emissions_tco2e.du2021glam", "value"] == 40.2


def test_power_that_was_multiplied_by_an_overhead_is_no_measurement(facts: pd.DataFrame) -> None:
    """Olmo 3: the power of the GPUs was measured, 52 % of the energy comes of two factors."""
    olmo = facts[(facts["model_id"] == "olmo-3-family") & (facts["boundary"] == "facility")]
    assert set(olmo["basis"]) == {"modelled"}


def test_both_wrong_tonnes_of_dall_e_mega_are_kept_and_neither_stands(wide: pd.DataFrame, facts: pd.DataFrame) -> None:
    tonnes = facts[(facts["model_id"] == "dalle-mega") & (facts["quantity"] == "emissions_tco2e")]
    assert sorted(tonnes["value"]) == [0.4503, 4.503]
    assert wide["emissions_tco2e"].isna()["dalle-mega"]
