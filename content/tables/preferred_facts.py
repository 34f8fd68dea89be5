"""Which published figure of training stands for a model, and how far several of them lie apart."""

from __future__ import annotations

from content.tables import catalog
from content.tables.catalog import Row
from footprint.units import convert

AFTER_CONTRACTS = ("market", "net")  # accountings in which what the grid emitted is not all that counts


@catalog.shared(64)
def training_emissions(accounting: tuple[str, ...], boundaries: tuple[str, ...]) -> dict[str, str]:
    """Fact of the training emissions that count so, by model_id: the preferred one, else one that its authors report.

    Where several do, the one of the earlier boundary, and of the publication that is preferred otherwise.
    """
    facts, overrides = catalog.facts(), catalog.dataset().overrides.to_dict("records")
    models = catalog.model_rows()
    excluded = {row["fact_id"] for row in overrides if row["action"] == "exclude_fact"}
    preferred = {str(model["emissions_tco2e_fact_id"]) for model in models.values()} - {""}
    publications = {(facts[fact_id]["model_id"], facts[fact_id]["source_id"]) for fact_id in preferred}
    usable = [
        fact
        for fact_id, fact in facts.items()
        if fact["quantity"] == "emissions_tco2e"
        and fact["accounting"] in accounting
        and fact["boundary"] in boundaries
        and fact_id not in excluded
        and fact["run"] in ("", models[fact["model_id"]]["run"])
        and (fact_id in preferred or (fact["scope"] == "final_run" and fact["kind"] == "reported"))
    ]

    def rank(fact: Row) -> tuple[bool, int, bool, str]:
        elsewhere = (fact["model_id"], fact["source_id"]) not in publications
        return fact["fact_id"] not in preferred, boundaries.index(fact["boundary"]), elsewhere, fact["fact_id"]

    return {fact["model_id"]: fact["fact_id"] for fact in sorted(usable, key=rank, reverse=True)}


@catalog.shared()
def compute_range() -> dict[str, tuple[float, float]]:
    """Lowest and highest published training compute by model_id [FLOP]; known slips of a source are left out."""
    tables = catalog.dataset()
    reviewed = tables.preferred_compute
    slips = set(reviewed.loc[reviewed["flag"] == "epoch_error", "model_id"])
    ranges: dict[str, tuple[float, float]] = {}
    for fact in catalog.facts().values():
        if fact["quantity"] == "training_compute" and fact["model_id"] not in slips:
            flop = convert(fact["value"], fact["unit"], "FLOP")
            low, high = ranges.get(fact["model_id"], (flop, flop))
            ranges[fact["model_id"]] = (min(low, flop), max(high, flop))
    return ranges
