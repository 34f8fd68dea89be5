"""Each formula against published figures, worked by hand in the comments."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from footprint.compute import flop_per_parameter_and_token, training_compute_flop
from footprint.embodied import embodied_tco2e
from footprint.emissions import emissions_tco2e
from footprint.energy import chip_hours, energy_mwh, flop_per_joule
from footprint.equivalence import count
from footprint.errors import InputError
from footprint.growth import doubling_curve, doublings, implied_doubling_months, months_between, months_to_grow
from footprint.units import FLOP_PER_PFS_DAY

POUND_KG = 0.45359237
STRUBELL_LB_PER_KWH = 0.954  # Strubell et al. 2019, equation 2
STRUBELL_GRID = STRUBELL_LB_PER_KWH * POUND_KG * 1000  # 432.73 g/kWh


def test_gpt_3_compute_is_3_14e23_flop() -> None:
    # Brown et al. 2020, Table D.1: 6 x 174,600 M parameters x 300 G tokens = 3.143e23 FLOP = 3.64e3
    # petaflop/s-days.
    flop = training_compute_flop(174.6e9, 300e9)
    assert flop == pytest.approx(3.14e23, rel=0.002)
    assert flop / FLOP_PER_PFS_DAY == pytest.approx(3640, rel=0.002)


def test_t5_compute_is_half_as_it_is_an_encoder_decoder() -> None:
    # Brown et al. 2020, Table D.1, T5-11B: 3 x 11,000 M x 1,000 G = 3.30e22 FLOP.
    assert training_compute_flop(11e9, 1000e9, encoder_decoder=True) == pytest.approx(3.30e22)
    assert (flop_per_parameter_and_token(False), flop_per_parameter_and_token(True)) == (6, 3)


def test_an_h100_does_1_4e12_flop_a_joule() -> None:
    # NVIDIA H100 SXM data sheet: 989.4 TFLOP/s dense BF16 at 700 W = 1.413e12 FLOP/J.
    assert flop_per_joule(989.4e12, 700) == pytest.approx(1.413e12, rel=1e-3)
    with pytest.raises(InputError):
        flop_per_joule(989.4e12, 0)


def test_columns_mix_decoders_and_encoder_decoders() -> None:
    flop = training_compute_flop(np.array([1e9, 1e9]), np.array([1e9, 1e9]), np.array([False, True]))
    assert list(np.asarray(flop)) == [6e18, 3e18]


def test_four_doublings_of_3_4_months() -> None:
    # 16 times in four doublings of 3.4 months (Amodei and Hernandez 2018).
    assert months_to_grow(16, 3.4) == pytest.approx(4 * 3.4)


def test_gpt_3_energy_and_emissions() -> None:
    # Patterson et al. 2021, Table 4: 10,000 V100 x 14.8 days x 24 h = 3.552e6 h; x 330 W x 1.10 = 1,289 MWh
    # (printed 1,287); 1,287 MWh x 429 g/kWh = 552.1 t.
    energy = energy_mwh(10_000 * 14.8 * 24, 330, 1.10)
    assert energy == pytest.approx(1289.4, abs=0.1)
    assert energy == pytest.approx(1287, rel=0.002)
    assert emissions_tco2e(1287, 429) == pytest.approx(552.1, abs=0.05)


@pytest.mark.parametrize(
    ("name", "hours", "watts", "pue", "mwh", "grid", "tonnes"),
    [
        # Patterson et al. 2021, Table 4. T5: 512 chips x 20 days; NAS: 200 chips x 6.8 days; Switch: 1,024 x
        # 27 days.
        ("T5-11B", 512 * 20 * 24, 310, 1.12, 85.7, 545, 46.7),
        ("Meena", 1024 * 30 * 24, 289, 1.09, 232, 415, 96.4),
        ("GShard 600B", 1024 * 3.1 * 24, 288, 1.09, 24.1, 201, 4.8),
        ("Switch 1500B", 1024 * 27 * 24, 245, 1.10, 179, 403, 72.2),
        ("Evolved Transformer search", 200 * 6.8 * 24, 208, 1.10, 7.5, 431, 3.2),
        # The same, Table 1: 8 P100 x 3.5 days at the US average PUE and grid.
        ("Transformer big", 8 * 3.5 * 24, 296, 1.59, 0.316, 429, 0.1357),
    ],
)
def test_patterson_table_4(
    name: str, hours: float, watts: float, pue: float, mwh: float, grid: float, tonnes: float
) -> None:
    assert energy_mwh(hours, watts, pue) == pytest.approx(mwh, rel=0.01), name
    assert emissions_tco2e(mwh, grid) == pytest.approx(tonnes, rel=0.015), name


def test_bloom_as_its_authors_count() -> None:
    # Luccioni et al. 2022, Table 1: 1,082,990 h x 400 W (the rating) without PUE = 433.196 MWh; x 57 g/kWh =
    # 24.69 t.
    energy = energy_mwh(1_082_990, 400, 1.0)
    assert energy == pytest.approx(433.196, abs=0.001)
    assert emissions_tco2e(energy, 57) == pytest.approx(24.69, abs=0.005)


def test_llama_3_1_405b_as_its_card_counts() -> None:
    # Model card: 30.84 M h x 700 W (the rating, no PUE) = 21,588 MWh; the cards of 3.1 and 3.2 imply 414
    # g/kWh; 8,930 t.
    energy = energy_mwh(30.84e6, 700, 1.0)
    assert energy == pytest.approx(21_588)
    assert emissions_tco2e(energy, 414) == pytest.approx(8930, rel=0.001)


def test_bert_base_of_strubell() -> None:
    # Strubell et al. 2019, Table 3: 12,041.51 W (whole machine) x 79 h x 1.58 = 1,503 kWh, printed 1,507 kWh
    # (hours are rounded); x 0.954 lb/kWh = 1,438 lb.
    assert energy_mwh(79, 12_041.51, 1.58) == pytest.approx(1.507, rel=0.005)
    assert emissions_tco2e(1.507, STRUBELL_GRID) * 1000 / POUND_KG == pytest.approx(1438, abs=0.5)


def test_lisa_project_of_strubell() -> None:
    # Strubell et al. 2019, Table 4: electricity for 9,870 USD at 0.12 USD/kWh = 82,250 kWh; x 0.954 lb/kWh =
    # 78,467 lb = 35.59 t.
    assert emissions_tco2e(9870 / 0.12 / 1000, STRUBELL_GRID) == pytest.approx(35.59, abs=0.005)


def test_the_search_as_run_emitted_88_times_less() -> None:
    # Strubell et al. 2019, Table 3: 656.347 MWh = 626,155 lb = 284.0 t; Patterson et al. 2021, Table 4: 7.5
    # MWh x 431 = 3.2 t.
    assumed = emissions_tco2e(656.347, STRUBELL_GRID)
    assert assumed * 1000 / POUND_KG == pytest.approx(626_155, rel=1e-5)
    as_run = emissions_tco2e(7.5, 431)
    assert assumed / as_run == pytest.approx(88, abs=0.5)


def test_palm_energy() -> None:
    # Chowdhery et al. 2022, Appendix B: 6,144 chips x 1,200 h + 3,072 x 336 h at 378.5 W and PUE 1.08 = 3,436
    # MWh.
    hours = 6144 * 1200 + 3072 * 336
    assert energy_mwh(hours, 378.5, 1.08) == pytest.approx(3435.7, abs=0.1)


def test_gpt_3_chip_hours_from_its_compute() -> None:
    # Patterson et al. 2021, Table 4: 24.6 of 125 TFLOP/s reached; 3.14e23 / (24.6e12 x 3600) = 3.546e6 h,
    # printed 3.552e6.
    assert chip_hours(3.14e23, 125e12, 24.6 / 125) == pytest.approx(3.552e6, rel=0.003)


def test_embodied_of_a_million_chip_hours() -> None:
    # 1e6 h x 0.013 kg/h = 13 t.
    assert embodied_tco2e(1e6, 0.013) == pytest.approx(13)


def test_five_cars() -> None:
    # Strubell et al. 2019, Table 1: one car lifetime 126,000 lb; 626,155 / 126,000 = 4.97.
    assert count(626_155 * POUND_KG / 1000, 126_000 * POUND_KG) == pytest.approx(4.97, abs=0.005)


def test_alexnet_to_alphago_zero_doubled_every_3_4_months() -> None:
    # 1,860 / 0.0058 petaflop/s-days = 321,000 = 18.3 doublings in the 60.6 months from 2012-09-30 to
    # 2017-10-18.
    months = months_between(datetime.date(2012, 9, 30), datetime.date(2017, 10, 18))
    assert months == pytest.approx(60.6, abs=0.05)
    assert doublings(0.0058, 1860) == pytest.approx(18.3, abs=0.05)
    assert implied_doubling_months(0.0058, 1860, months) == pytest.approx(3.3, abs=0.05)


def test_doubling_curve_doubles() -> None:
    assert list(np.asarray(doubling_curve(5.0, np.array([0.0, 3.4, 6.8]), 3.4))) == pytest.approx([5, 10, 20])


@pytest.mark.parametrize(
    ("first", "last", "months", "field"), [(1, 1, 5, "last"), (2, 1, 5, "last"), (1, 2, 0, "months")]
)
def test_no_growth_has_no_doubling_time(first: float, last: float, months: float, field: str) -> None:
    with pytest.raises(InputError) as caught:
        implied_doubling_months(first, last, months)
    assert caught.value.field == field


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("field", ["active_parameters", "training_tokens"])
def test_compute_refuses(field: str, bad: float) -> None:
    with pytest.raises(InputError) as caught:
        training_compute_flop(**{"active_parameters": 1e9, "training_tokens": 1e9, field: bad})
    assert caught.value.field == field
    assert field in str(caught.value)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("chip_hours", 0.0),
        ("chip_hours", -5.0),
        ("system_power_w", float("nan")),
        ("pue", 0.99),
        ("pue", float("inf")),
    ],
)
def test_energy_refuses(field: str, bad: float) -> None:
    with pytest.raises(InputError) as caught:
        energy_mwh(**{"chip_hours": 1.0, "system_power_w": 1.0, "pue": 1.1, field: bad})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("training_compute_flop", -1.0),
        ("peak_flop_per_s", 0.0),
        ("mfu", 0.0),
        ("mfu", 1.01),
        ("mfu", float("nan")),
    ],
)
def test_chip_hours_refuses(field: str, bad: float) -> None:
    with pytest.raises(InputError) as caught:
        chip_hours(**{"training_compute_flop": 1e20, "peak_flop_per_s": 1e14, "mfu": 0.3, field: bad})
    assert caught.value.field == field


def test_emissions_accept_a_clean_grid_and_refuse_a_negative_one() -> None:
    assert emissions_tco2e(10.0, 0.0) == 0
    with pytest.raises(InputError) as caught:
        emissions_tco2e(10.0, -1.0)
    assert caught.value.field == "grid_gco2e_per_kwh"


def test_one_bad_value_in_a_column_is_refused_and_a_missing_one_passes() -> None:
    column = pd.Series([1.0, np.nan, 3.0])
    energy = np.asarray(energy_mwh(column, 100.0, 1.0))
    assert np.isnan(energy[1])
    assert energy[[0, 2]] == pytest.approx([1e-4, 3e-4])
    with pytest.raises(InputError, match="chip_hours: must be above zero"):
        energy_mwh(pd.Series([1.0, -2.0]), 100.0, 1.0)
