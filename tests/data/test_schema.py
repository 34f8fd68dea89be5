"""Each rule of the tables catches what breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pandera.errors
import pytest

from data.read import TableError, read, read_all
from data.relations import check_relations
from data.schema import TABLES, check

Tables = dict[str, pd.DataFrame]


@pytest.fixture
def tables() -> Tables:
    return read_all()


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_reviewed_tables_pass(table: str) -> None:
    check(table, read(table))


def test_the_reviewed_tables_fit_together(tables: Tables) -> None:
    check_relations(tables)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("facts", "value", -1.0),
        ("facts", "kind", "rumour"),
        ("facts", "boundary", "somewhere"),
        ("facts", "read", "recall"),
        ("facts", "fact_id", "Not An Id"),
        ("models", "domain", "poetry"),
        ("models", "short_name", "a name that is far too long for the axis"),
        ("models", "name", ""),
        ("pue", "pue", 0.9),
        ("pue", "pue", 7.0),
        ("grids", "gco2e_per_kwh", -5.0),
        ("grids", "gco2e_per_kwh", 3000.0),
        ("accelerators", "tdp_w", 1.0),
        ("priors", "sd_log10", -0.1),
        ("shares", "inference", 60.0),
        ("backtest_runs", "boundary", "somewhere"),
        ("backtest_runs", "energy_mwh", -1.0),
        ("backtest_rivals", "factor", 0.5),
    ],
)
def test_an_impossible_cell_is_refused(tables: Tables, table: str, column: str, value: Any) -> None:
    frame = tables[table]
    frame.loc[frame.index[0], column] = value
    with pytest.raises(pandera.errors.SchemaErrors, match=column):
        check(table, frame)


@pytest.mark.parametrize(
    "table", ["models", "facts", "sources", "accelerators", "priors", "grids", "backtest_runs", "overrides"]
)
def test_a_repeated_key_is_refused(tables: Tables, table: str) -> None:
    frame = pd.concat([tables[table], tables[table].head(1)], ignore_index=True)
    with pytest.raises(pandera.errors.SchemaErrors):
        check(table, frame)


def test_an_unknown_column_is_refused(tables: Tables) -> None:
    with pytest.raises(pandera.errors.SchemaErrors):
        check("pue", tables["pue"].assign(opinion="good"))


def _set(table: str, column: str, value: Any) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        frame = tables[table]
        frame.loc[frame.index[0], column] = value

    return change


def _repeat_fact(tables: Tables) -> None:
    first = tables["facts"].head(1)
    again = first.assign(fact_id=first["fact_id"] + ".2")
    tables["facts"] = pd.concat([tables["facts"], again], ignore_index=True)


def _empty_fact(tables: Tables) -> None:
    _set("facts", "value", float("nan"))(tables)
    _set("facts", "text", "")(tables)


def _first_of(quantity: str, column: str, value: Any) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        facts = tables["facts"]
        facts.loc[facts.index[facts["quantity"] == quantity][0], column] = value

    return change


def _same_publication_twice(tables: Tables) -> None:
    """A card that stands under a second id, with its address written in another way."""
    sources = tables["sources"]
    card = sources[sources["source_id"] == "meta_llama4_card"]
    copy = card.assign(source_id="meta2025card", url="http://www." + card["url"].str.removeprefix("https://") + "/#top")
    tables["sources"] = pd.concat([sources, copy], ignore_index=True)


def _same_figure_at_another_place(tables: Tables) -> None:
    """One figure of one publication, found again in another section of it."""
    facts = tables["facts"]
    again = facts[facts["fact_id"] == "dinov2.chip_hours.dinov2_card"]
    again = again.assign(fact_id="dinov2.chip_hours.dinov2_card.3", locator="elsewhere", note="again")
    tables["facts"] = pd.concat([facts, again], ignore_index=True)


def _run_unnamed(tables: Tables) -> None:
    facts = tables["facts"]
    facts.loc[facts["fact_id"] == "bert-base.chip_count.devlin2018bert", "run"] = ""


def _mend_the_excluded_fact(tables: Tables) -> None:
    """What upstream would do: print 2,040 t instead of 12.9 t."""
    facts = tables["facts"]
    facts.loc[facts["fact_id"] == "llama-3.3-70b.emissions_tco2e.meta_llama33_card", "value"] = 2040.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("facts", "source_id", "nobody2099"), "unknown sources"),
        (_set("facts", "model_id", "no-such-model"), "unknown models"),
        (_set("places", "grid_id", "ATLANTIS"), "unknown grids"),
        (_set("accelerator_names", "accelerator_id", "abacus"), "unknown accelerators"),
        (_set("accelerators", "mfu_prior_id", "mfu-abacus"), "unknown priors"),
        (_set("facts", "unit", "furlong"), "wrong unit"),
        (_repeat_fact, "stand twice"),
        (_empty_fact, "without value"),
        (_first_of("energy_mwh", "boundary", ""), "without boundary"),
        (_first_of("emissions_tco2e", "accounting", ""), "without boundary, basis, scope, accounting"),
        (_first_of("pue", "value", 16.0), "out of bounds: 16 ratio"),
        (_first_of("training_compute", "value", 1e30), "out of bounds"),
        (_first_of("hardware", "text", "an abacus"), "accelerator_names.csv does not hold: .'an abacus'"),
        (_set("facts", "fact_id", "another-model.parameters.somebody2020"), "should begin with"),
        (_set("backtest_runs", "source_id", "nobody2099"), "unknown sources"),
        (_set("utilization", "model_id", "no-such-model"), "unknown models"),
        (_first_of("chip_hours", "scope", ""), "without scope"),
        (_first_of("chip_count", "scope", ""), "without scope"),
        (_first_of("wall_clock_hours", "scope", ""), "without scope"),
        (_run_unnamed, "several runs that name none: .'bert-base.chip_count.devlin2018bert'"),
        (_same_figure_at_another_place, "stand twice"),
        (_same_publication_twice, "one address github.com/meta-llama"),
        (_mend_the_excluded_fact, "llama-3.3-emissions-card was written for 12.9, the fact says 2040"),
    ],
)
def test_tables_that_do_not_fit_are_refused(tables: Tables, change: Callable[[Tables], None], message: str) -> None:
    change(tables)
    with pytest.raises(TableError, match=message):
        check_relations(tables)
