"""Water of a training: published cases and properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import InputError
from footprint.load import load
from footprint.water import Intensities, Intensity, consumed, off_site_litres, on_site_litres

TABLE = load().water
INTENSITIES = Intensities.from_table(TABLE)
positive = st.floats(1e-6, 1e6)
spreads = st.floats(0.0, 0.5)


def published(name: str, quantity: str) -> float:
    """A figure of the table that stands there once."""
    found = TABLE[(TABLE["provider_or_place"] == name) & (TABLE["quantity"] == quantity)]["value"]
    return float(found.item())


def test_gpt_3_as_published() -> None:
    # Li et al. 2025, Table 1: 1,287 MWh taken as the computers' energy, PUE 1.17 of Microsoft's US data centres.
    case, place, computers, pue = "GPT-3 training (1,287 MWh)", "Microsoft US average", 1287.0, 1.17
    on_site = on_site_litres(computers * pue, pue, published(place, "wue_onsite"))
    off_site = off_site_litres(computers * pue, published(place, "wue_offsite"))
    assert on_site == pytest.approx(published(case, "water_onsite"), rel=1e-3)
    assert off_site == pytest.approx(published(case, "water_offsite"), rel=1e-3)
    assert on_site + off_site == pytest.approx(published(case, "water_total"), rel=1e-3)


def test_our_range_holds_the_published_total_of_gpt_3() -> None:
    found = consumed(1287.0, 0.02, 1.1, INTENSITIES.on_site, INTENSITIES.off_site("USA"))
    assert found["total"].low < published("GPT-3 training (1,287 MWh)", "water_total") < found["total"].high


def test_one_place_of_each_fleet() -> None:
    assert 0.12 < INTENSITIES.on_site.median < 1.15
    assert INTENSITIES.on_site.sd_log10 > 0


def test_two_methods_for_the_same_grid_lie_a_third_apart() -> None:
    # The US grid: 3.142 L/kWh by WRI's method (Li et al. 2025), 4.35 L/kWh by LBNL's (Shehabi et al. 2024).
    assert INTENSITIES.method_factor == pytest.approx(4.35 / 3.142)


def test_a_country_without_a_figure_has_none() -> None:
    assert INTENSITIES.off_site("ATA") is None
    assert set(consumed(1.0, 0.1, 1.1, INTENSITIES.on_site, None)) == {"on_site"}


def test_an_unknown_place_is_less_sure_than_a_known_one() -> None:
    known, unknown = INTENSITIES.off_site("FRA"), INTENSITIES.off_site("")
    assert known is not None
    assert unknown is not None
    assert unknown.sd_log10 > known.sd_log10 > 0


@given(positive, spreads, st.floats(1.0, 2.0), positive, spreads, positive, spreads)
def test_parts_and_total(
    energy: float, energy_sd: float, pue: float, wue: float, wue_sd: float, ewif: float, ewif_sd: float
) -> None:
    found = consumed(energy, energy_sd, pue, Intensity(wue, wue_sd), Intensity(ewif, ewif_sd))
    for litres in found.values():
        assert litres.low <= litres.median <= litres.high
    assert found["total"].median >= max(found["on_site"].median, found["off_site"].median) * (1 - 1e-9)
    twice = consumed(2 * energy, energy_sd, pue, Intensity(wue, wue_sd), Intensity(ewif, ewif_sd))
    assert math.isclose(twice["total"].high, 2 * found["total"].high, rel_tol=1e-9)


@pytest.mark.parametrize(("energy", "pue", "intensity"), [(-1.0, 1.1, 1.0), (1.0, 0.9, 1.0), (1.0, 1.1, -1.0)])
def test_the_impossible_is_refused(energy: float, pue: float, intensity: float) -> None:
    with pytest.raises(InputError):
        on_site_litres(energy, pue, intensity)
