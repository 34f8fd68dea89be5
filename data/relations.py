"""Rules that span rows and tables: ids resolve, units and sizes fit the quantity, no fact stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from data.quantities import QUANTITIES
from data.read import TableError
from data.schema import TABLES

# (table, column, table that must hold the id, its column); an empty cell refers to nothing.
FOREIGN_KEYS: tuple[tuple[str, str, str, str], ...] = (
    *((table, "source_id", "sources", "source_id") for table, fields in TABLES.items() if "source_id" in fields),
    ("facts", "model_id", "models", "model_id"),
    ("models", "organization", "operators", "organization"),
    ("operators", "pue_prior_id", "priors", "prior_id"),
    ("places", "model_id", "models", "model_id"),
    ("places", "grid_id", "grids", "grid_id"),
    ("cloud_regions", "country_iso3", "grids", "iso3"),
    ("grids", "copied_from", "grids", "grid_id"),
    ("preferred_compute", "model_id", "models", "model_id"),
    ("chart_2018", "model_id", "models", "model_id"),
    ("chart_2018", "fact_id", "facts", "fact_id"),
    ("chart_2018", "without_self_play_fact_id", "facts", "fact_id"),
    ("overrides", "model_id", "models", "model_id"),
    ("overrides", "fact_id", "facts", "fact_id"),
    ("accelerator_names", "accelerator_id", "accelerators", "accelerator_id"),
    ("epoch_names", "model_id", "models", "model_id"),
    ("accelerators", "power_prior_id", "priors", "prior_id"),
    ("accelerators", "mfu_prior_id", "priors", "prior_id"),
    ("accelerator_power", "accelerator_id", "accelerators", "accelerator_id"),
    ("utilization", "accelerator_id", "accelerators", "accelerator_id"),
    ("utilization", "model_id", "models", "model_id"),
    ("inference", "accelerator_id", "accelerators", "accelerator_id"),
    ("inference", "model_id", "models", "model_id"),
)
# What must be known of a figure before it stands beside others.
REVIEWED = {
    "energy_mwh": ("boundary", "basis", "scope"),
    "emissions_tco2e": ("boundary", "basis", "scope", "accounting"),
    "chip_hours": ("scope",),
    "chip_count": ("scope",),
    "wall_clock_hours": ("scope",),
}
# What makes two rows one figure, and what else of a figure is of one run.
FIGURE = (
    "model_id", "quantity", "value", "text", "unit", "boundary", "basis", "scope", "run", "accounting", "source_id",
)  # fmt: skip


def check_relations(tables: dict[str, pd.DataFrame]) -> None:
    """Raise TableError with every broken rule, one a line."""
    facts, overrides = tables["facts"], tables["overrides"]
    broken = [
        *_lost_ids(tables),
        *_wrong_sizes(facts),
        *_wrong_facts(facts),
        *_unnamed_hardware(facts, tables["accelerator_names"]),
        *_outdated_overrides(facts, overrides),
        *_unnamed_runs(facts),
        *_shared_addresses(tables["sources"]),
        *_unlike_their_origin(tables["grids"]),
    ]
    if broken:
        raise TableError("\n".join(broken))


def _lost_ids(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    for table, column, target, target_column in FOREIGN_KEYS:
        lost = sorted(set(tables[table][column]) - {*tables[target][target_column], ""})
        if lost:
            yield f"{table}.{column} refers to unknown {target}: {lost}"


def _wrong_sizes(facts: pd.DataFrame) -> Iterator[str]:
    """Units that a quantity does not have, and values that no publication can mean."""
    for fact in facts.to_dict("records"):
        bounds = QUANTITIES[fact["quantity"]].get(fact["unit"])
        if bounds is None:
            yield f"{fact['fact_id']} has a wrong unit: {fact['unit']}"
        elif not (pd.isna(fact["value"]) or bounds[0] <= fact["value"] <= bounds[1]):
            yield f"{fact['fact_id']} is out of bounds: {fact['value']:g} {fact['unit']}"


def _wrong_facts(facts: pd.DataFrame) -> Iterator[str]:
    """Facts whose id says something else than the row, that stand twice, say nothing or were not reviewed."""
    for fact in facts.to_dict("records"):
        quantity = fact["quantity"] + ("_pfs_days" if fact["unit"] == "pfs-days" else "")
        expected = f"{fact['model_id']}.{quantity}.{fact['source_id']}"
        rest = fact["fact_id"].removeprefix(expected)
        if not fact["fact_id"].startswith(expected) or not (rest == "" or rest.removeprefix(".").isdigit()):
            yield f"{fact['fact_id']} should begin with {expected}"
    same = facts.duplicated(list(FIGURE))
    if same.any():
        yield f"facts that stand twice: {list(facts.loc[same, 'fact_id'])}"
    empty = facts["value"].isna() & (facts["text"] == "")
    if empty.any():
        yield f"facts without value or text: {list(facts.loc[empty, 'fact_id'])}"
    for quantity, columns in REVIEWED.items():
        unread = facts[(facts["quantity"] == quantity) & (facts[list(columns)] == "").any(axis=1)]
        if len(unread):
            yield f"facts without {', '.join(columns)}: {list(unread['fact_id'])}"


def _unnamed_runs(facts: pd.DataFrame) -> Iterator[str]:
    """Figures that do not say of which run they are, of models of which others do."""
    bound = facts[facts["quantity"].isin(REVIEWED)]
    several = set(bound.loc[bound["run"] != "", "model_id"])
    unnamed = bound[bound["model_id"].isin(several) & (bound["run"] == "")]
    if len(unnamed):
        yield f"facts of models with several runs that name none: {list(unnamed['fact_id'])}"


def _unlike_their_origin(grids: pd.DataFrame) -> Iterator[str]:
    """Intensities copied from another grid that say something else than it does."""
    copied = grids[grids["copied_from"] != ""]
    origins = grids.rename(columns={"grid_id": "origin"})
    both = copied.merge(origins, left_on=["copied_from", "year"], right_on=["origin", "year"], suffixes=("", "_there"))
    alike = both[both["gco2e_per_kwh"] == both["gco2e_per_kwh_there"]]
    for column in ("method", "average_of", "source_id"):
        alike = alike[alike[column] == alike[f"{column}_there"]]
    if unlike := sorted(set(copied["grid_id"]) - set(alike["grid_id"])):
        yield f"grids that differ from the one they are copied from: {unlike}"


def normalized(url: str) -> str:
    """Address without what does not tell pages apart: scheme, `www.`, case, fragment, closing slash."""
    return re.sub(r"^https?://(www\.)?", "", url.strip().lower()).split("#")[0].rstrip("/")


def _shared_addresses(sources: pd.DataFrame) -> Iterator[str]:
    """Publications that stand twice: their figures would count as two sources that agree."""
    named = sources[sources["url"] != ""]
    for url, ids in named.groupby(named["url"].map(normalized))["source_id"]:
        if len(ids) > 1:
            yield f"sources with one address {url}: {sorted(ids)}"


def _unnamed_hardware(facts: pd.DataFrame, names: pd.DataFrame) -> Iterator[str]:
    unknown = sorted({*facts.loc[facts["quantity"] == "hardware", "text"]} - {*names["hardware"]})
    if unknown:
        yield f"hardware that accelerator_names.csv does not hold: {unknown}"


def _outdated_overrides(facts: pd.DataFrame, overrides: pd.DataFrame) -> Iterator[str]:
    """An override holds for the value that its fact had when it was written; a mended fact asks for a new look."""
    values = facts.set_index("fact_id")["value"]
    for row in overrides[overrides["fact_id"] != ""].to_dict("records"):
        value = values.get(row["fact_id"])
        if value is not None and value != row["condition_value"]:
            yield f"{row['override_id']} was written for {row['condition_value']:g}, the fact says {value:g}: review it"
