"""Which of a model's published figures stands in the wide table.

An override decides first. Else reported goes before third party before derived, a figure read in the publication
before one read in a quotation, the boundary nearest to the whole facility before a narrower one, measured before
computed, location-based before market-based, the later edition before the earlier; the id breaks ties.
Counterfactual, idle, partial and fine-tuning figures never stand for a training run, and all that stand are of one
run: that of the figure from which the estimate starts.
"""

from __future__ import annotations

import pandas as pd

QUANTITIES = (
    "parameters",
    "active_parameters",
    "training_tokens",
    "training_compute_flop",
    "chip_hours",
    "chip_count",
    "wall_clock_hours",
    "energy_mwh",
    "emissions_tco2e",
    "system_power_w",
    "pue",
    "grid_gco2e_per_kwh",
    "inference_wh_per_query",
)
RANKS: dict[str, dict[str, int]] = {
    "kind": {"reported": 0, "third_party": 1, "derived": 2},
    "read": {"primary": 0, "secondary": 1},
    "boundary": {
        "facility": 0,
        "it": 1,
        "": 2,
        "unknown": 2,
        "accelerator_with_pue": 3,
        "accelerator": 4,
        "life_cycle": 5,
    },
    "basis": {"measured": 0, "sampled": 1, "": 2, "unknown": 2, "modelled": 3, "rating": 4},
    "accounting": {"location": 0, "": 1, "unknown": 1, "net": 2, "market": 3},
}
# What a figure must cover to stand for a row of the models table, by the row's lineage.
SCOPES: dict[str, frozenset[str]] = {
    "project": frozenset({"", "whole_project"}),
    "family": frozenset({"", "family", "whole_project"}),
    "fine_tuned": frozenset({"", "chip", "fine_tuning", "final_run"}),
}
ONE_RUN = frozenset({"", "chip", "final_run"})
# The first of these that names a run decides which of a model's runs stands: it is where the estimate starts.
DECIDING = ("energy_mwh", "chip_hours", "emissions_tco2e", "chip_count", "wall_clock_hours")
CONTRACTS = ("market", "net")


def usable(facts: pd.DataFrame, models: pd.DataFrame, overrides: pd.DataFrame) -> pd.DataFrame:
    """Facts that may stand for their model: right scope, not excluded, a number."""
    excluded = set(overrides.loc[overrides["action"] == "exclude_fact", "fact_id"])
    lineage = models.set_index("model_id")["lineage"]
    fits = [
        scope in SCOPES.get(lineage[model_id], ONE_RUN)
        for scope, model_id in zip(facts["scope"], facts["model_id"], strict=True)
    ]
    # A contract does not change what the grid emitted: intensities stand only when location-based.
    contract = (facts["quantity"] == "grid_gco2e_per_kwh") & facts["accounting"].isin(CONTRACTS)
    fits_scope = pd.Series(fits, index=facts.index)
    return facts[fits_scope & ~contract & ~facts["fact_id"].isin(excluded) & facts["value"].notna()]


def ranked(facts: pd.DataFrame, sources: pd.DataFrame, overrides: pd.DataFrame) -> pd.DataFrame:
    """Facts with the best of each model and quantity first."""
    chosen = set(overrides.loc[overrides["action"] == "use_fact", "fact_id"])
    edition = sources.set_index("source_id")["year"]
    keys = pd.DataFrame({column: facts[column].map(ranks) for column, ranks in RANKS.items()})
    keys.insert(0, "override", ~facts["fact_id"].isin(chosen))
    keys["edition"] = -facts["source_id"].map(edition).fillna(0)
    keys["fact_id"] = facts["fact_id"]
    return facts.loc[keys.sort_values(list(keys.columns)).index]


def runs(best: pd.DataFrame) -> pd.Series:
    """Run that stands for each model, by model_id; models of which all figures are of one run are left out.

    best : usable facts in the order of preference
    """
    named = best[(best["run"] != "") & best["quantity"].isin(DECIDING)]
    first = named.drop_duplicates(["model_id", "quantity"], keep="first")
    order = first["quantity"].map(DECIDING.index)
    decided = first.assign(order=order).sort_values("order", kind="stable").drop_duplicates("model_id", keep="first")
    return decided.set_index("model_id")["run"]


def of_run(facts: pd.DataFrame, standing: pd.Series) -> pd.DataFrame:
    """Facts of the run that stands for their model, and those that hold for all of its runs."""
    own = [standing.get(model_id, "") for model_id in facts["model_id"]]
    return facts[(facts["run"] == "") | (facts["run"] == own)]


def preferred(
    facts: pd.DataFrame,
    models: pd.DataFrame,
    sources: pd.DataFrame,
    overrides: pd.DataFrame,
    preferred_compute: pd.DataFrame,
) -> pd.DataFrame:
    """One row a model, by model_id: its `run`; `q`, `q_fact_id` and `q_kind` for each of QUANTITIES."""
    best = ranked(usable(facts, models, overrides), sources, overrides)
    standing = runs(best)
    best = of_run(best, standing)
    best = best[~((best["quantity"] == "training_compute") & (best["unit"] != "FLOP"))]
    best = best.replace({"quantity": {"training_compute": "training_compute_flop"}})
    best = best.drop_duplicates(["model_id", "quantity"], keep="first")
    wide = pd.DataFrame(index=pd.Index(models["model_id"], name="model_id"))
    wide["run"] = standing.reindex(wide.index).fillna("")
    for quantity in QUANTITIES:
        rows = best[best["quantity"] == quantity].set_index("model_id")
        wide[quantity] = rows["value"].reindex(wide.index)
        wide[f"{quantity}_fact_id"] = rows["fact_id"].reindex(wide.index).fillna("")
        wide[f"{quantity}_kind"] = rows["kind"].reindex(wide.index).fillna("")
    _reviewed_compute(wide, facts, preferred_compute)
    _dense_parameters(wide, models)
    return wide


def _reviewed_compute(wide: pd.DataFrame, facts: pd.DataFrame, preferred_compute: pd.DataFrame) -> None:
    """Put the reviewed training compute in, with the fact that states it (pfs-days count: 8.64e19 FLOP each)."""
    compute = facts[facts["quantity"] == "training_compute"]
    flop = compute["value"].where(compute["unit"] == "FLOP", compute["value"] * 8.64e19)
    for row in preferred_compute.to_dict("records"):
        model_id, value = str(row["model_id"]), float(row["compute_flop"])
        same = compute[(compute["model_id"] == model_id) & ((flop / value - 1).abs() < 0.02)]
        own = same[same["source_id"] == row["source_id"]]
        fact_ids = sorted((own if len(own) else same)["fact_id"])
        wide.loc[model_id, "training_compute_flop"] = value
        wide.loc[model_id, "training_compute_flop_kind"] = str(row["kind"])
        wide.loc[model_id, "training_compute_flop_fact_id"] = fact_ids[0] if fact_ids else ""


def _dense_parameters(wide: pd.DataFrame, models: pd.DataFrame) -> None:
    """A dense model activates all of its parameters."""
    dense = (models.set_index("model_id")["architecture"] == "dense") & wide["active_parameters"].isna()
    for suffix in ("", "_fact_id", "_kind"):
        wide.loc[dense, f"active_parameters{suffix}"] = wide.loc[dense, f"parameters{suffix}"]
