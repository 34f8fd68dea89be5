"""Distributions that this project computed can be computed again from its tables."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from data.read import read_all
from footprint.backtest import levels
from footprint.estimate import estimate
from footprint.load import load
from footprint.query_backtest import measured
from footprint.reference import Reference

Z90 = 1.645
UNMEASURED = "power-tdp-ratio-unmeasured"  # from the other powers, not from runs


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return read_all()


@pytest.fixture(scope="module")
def priors(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return tables["priors"].set_index("prior_id")


def test_printed_bounds_follow_from_median_and_spread(priors: pd.DataFrame) -> None:
    # PUE of hyperscalers has a floor of one, so its printed range is not symmetric.
    rows = priors.drop(index=["pue-hyperscaler", "pue-other"])
    factor = 10 ** (Z90 * rows["sd_log10"])
    assert list(rows["low_90"]) == pytest.approx(list(rows["median"] / factor), rel=0.03)
    assert list(rows["high_90"]) == pytest.approx(list(rows["median"] * factor), rel=0.03)


def test_power_of_chips_without_measurement(tables: dict[str, pd.DataFrame], priors: pd.DataFrame) -> None:
    tdp = tables["accelerators"].set_index("accelerator_id")["tdp_w"]
    measured = {
        "power-p100": "p100-sxm2",
        "power-v100": "v100-sxm2-32gb",
        "power-a100": "a100-sxm4-80gb",
        "power-h100": "h100-sxm5",
        "power-b200": "b200",
        "power-tpu-v2": "tpu-v2",
        "power-tpu-v3": "tpu-v3",
        "power-tpu-v4": "tpu-v4",
    }
    ratios = np.log10([priors.at[prior, "median"] / tdp[chip] for prior, chip in measured.items()])
    assert priors.at[UNMEASURED, "median"] == pytest.approx(10 ** ratios.mean(), rel=1e-3)
    assert priors.at[UNMEASURED, "sd_log10"] == pytest.approx(max(0.12, ratios.std(ddof=1)), rel=1e-3)


def test_mfu_and_power_are_the_levels_that_the_backtest_judges(priors: pd.DataFrame) -> None:
    found = levels(load())
    assert set(found) == {name for name in priors.index if name.startswith(("mfu-", "power-"))} - {UNMEASURED}
    for prior_id, level in found.items():
        assert priors.at[prior_id, "median"] == pytest.approx(10**level.log10, rel=1e-3), prior_id
        assert priors.at[prior_id, "sd_log10"] == pytest.approx(level.sd, abs=1e-3), prior_id


def test_grid_of_unknown_places(tables: dict[str, pd.DataFrame], priors: pd.DataFrame) -> None:
    places = tables["places"].query("grid_id != ''").drop_duplicates("grid_id")
    grids = tables["grids"]
    values = []
    for grid_id, year in zip(places["grid_id"], places["year"], strict=True):
        vintages = grids[grids["grid_id"] == grid_id]
        nearest = (vintages["year"] - year).abs().idxmin()
        values.append(math.log10(vintages.at[nearest, "gco2e_per_kwh"]))
    assert priors.at["grid-place-unknown", "median"] == pytest.approx(10 ** np.mean(values), rel=0.02)
    assert priors.at["grid-place-unknown", "sd_log10"] == pytest.approx(np.std(values, ddof=1), rel=0.02)


def test_spread_of_sampled_energy(tables: dict[str, pd.DataFrame], priors: pd.DataFrame) -> None:
    facts = tables["facts"].set_index("fact_id")["value"]
    measured, sampled = (facts[f"transformer-big.energy_mwh.{source}"] for source in ("patterson2021", "strubell2019"))
    assert priors.at["energy-sampled", "sd_log10"] == pytest.approx(math.log10(measured / sampled) / Z90, rel=1e-3)


def test_spread_of_measured_power(priors: pd.DataFrame) -> None:
    assert priors.at["measured-power", "sd_log10"] == pytest.approx(math.log10(1.05), rel=1e-3)


def test_spread_of_inference(priors: pd.DataFrame) -> None:
    # Nothing is fitted but this spread, so it is the root mean square of the errors themselves.
    rows = measured(load())
    errors = np.log10(rows["first_principles"] / rows["measured"])
    assert priors.at["inference-token", "sd_log10"] == pytest.approx(np.sqrt(np.mean(errors**2)), rel=1e-3)


def test_trend_of_energy_per_flop(priors: pd.DataFrame) -> None:
    dataset = load()
    models = dataset.models.set_index("model_id")
    found = estimate(models, Reference.from_tables(dataset.accelerators, dataset.grids, dataset.priors))
    used = (
        found["path"].isin(("reported_energy", "chip_hours"))
        & models["training_compute_flop"].notna()
        & models["release_date"].notna()
        & models["lineage"].isin(("from_scratch", "search"))
    )
    dates = pd.to_datetime(models.loc[used, "release_date"])
    years = np.asarray((dates - pd.Timestamp("2020-01-01")).dt.days / 365.2425)
    logs = np.log10(np.asarray(found.loc[used, "energy_mwh"] / models.loc[used, "training_compute_flop"]))
    slope, intercept = np.polyfit(years, logs, 1)
    spread = math.sqrt(((logs - intercept - slope * years) ** 2).sum() / (len(years) - 2))
    assert f"{used.sum()} runs" in str(priors.at["energy-per-flop-2020", "support"])
    assert priors.at["energy-per-flop-2020", "median"] == pytest.approx(10**intercept, rel=0.01)
    assert priors.at["energy-per-flop-2020", "sd_log10"] == pytest.approx(spread, rel=0.01)
    assert priors.at["energy-per-flop-year", "median"] == pytest.approx(10**slope, rel=0.01)
