"""Tables that the estimator looks things up in: accelerators, grids, distributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.columns import Numbers
from footprint.errors import InputError
from footprint.labels import Codes, Labels, Texts, code_type
from footprint.utilization import RATIOS, Shapes

POLITICAL = ("country", "state")  # averages of what is generated within a border, whatever flows across it
Places = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Ids:
    """Places of ids in a table."""

    field: str
    places: dict[str, int]

    @classmethod
    def of(cls, field: str, ids: Sequence[str]) -> Ids:
        """Ids in the order of a table's rows."""
        return cls(field, {str(name): place for place, name in enumerate(ids)})

    def find(self, ids: Labels) -> Places:
        """Place of each of the ids' values, -1 for the empty one; raises InputError for an unknown one in any row."""
        unknown = set(ids.values) - self.places.keys() - {""}
        if unknown and (unknown := unknown & set(ids.values[np.unique(ids.codes)])):
            raise InputError(self.field, f"unknown: {', '.join(sorted(map(str, unknown)))}")
        return np.array([self.places.get(value, -1) for value in ids.values], dtype=np.intp)


@dataclass(frozen=True)
class Vintages:
    """Intensities of all grids by code, as labels have it: code 0 is unknown, code k the k-th by grid and year."""

    ids: Ids
    years: tuple[int, int]  # first and last of any grid
    codes: Codes  # nearest to each of the years: first of no grid, then of each grid
    gco2e_per_kwh: Numbers
    sd: Numbers  # spread of sites around the average [log10]
    origins: Texts  # from code 1

    @classmethod
    def from_table(cls, grids: pd.DataFrame, country_sd: float, region_sd: float) -> Vintages:
        """From the grids table; rows marked suspect are left out."""
        rows = grids[~grids["suspect"]].sort_values(["grid_id", "year"])
        names = rows["grid_id"].to_numpy(dtype=object)
        unique, first, counts = np.unique(names.astype(str), return_index=True, return_counts=True)
        years = rows["year"].to_numpy(dtype=np.int64)
        asked = np.arange(years.min(), years.max() + 1)
        nearest = [
            start + _nearest(years[start : start + count], asked) for start, count in zip(first, counts, strict=True)
        ]
        codes = np.concatenate([np.zeros(len(asked), np.int64), *(places + 1 for places in nearest)])
        # How a value came about decides, not what it is listed as: most cloud regions hold their country's average.
        sd = np.where(rows["average_of"].isin(POLITICAL), country_sd, region_sd)
        return cls(
            Ids.of("grid_id", unique.tolist()),
            (int(asked[0]), int(asked[-1])),
            codes.astype(code_type(len(rows))),
            np.append(np.nan, rows["gco2e_per_kwh"].to_numpy(dtype=float)),
            np.append(0.0, sd),
            "grid:" + names + "@" + years.astype(str).astype(object),
        )

    def nearest(self, grid_ids: Labels, years: Numbers) -> tuple[Numbers, Numbers, Labels]:
        """Intensity [gCO2e/kWh], spread [log10] and origin of each grid in the year nearest to the asked whole one.

        The earlier of two equally near years; the newest where no year is asked (NaN); NaN for an empty id.
        Raises InputError for an unknown grid_id.
        """
        first, last = self.years
        start = (self.ids.find(grid_ids) + 1) * (last + 1 - first)
        # Beyond all years stands what their ends say; `fmin` takes the last year for NaN.
        after_first = (np.fmax(np.fmin(years, last), first) - first).astype(np.intp)
        codes = self.codes.take(start.take(grid_ids.codes) + after_first)
        return self.gco2e_per_kwh.take(codes), self.sd.take(codes), Labels(codes, (self.origins,))


def _nearest(years: Places, asked: Places) -> Places:
    """Place of the year nearest to each asked one, the earlier of two; years ascend."""
    places: Places = np.abs(years - asked[:, None]).argmin(axis=1)
    return places


@dataclass(frozen=True)
class Chips:
    """Accelerators as arrays: peak speed, effective MFU and system power with their spreads and priors."""

    ids: Ids
    peak_flop_per_s: Numbers
    mfu: Numbers  # NaN too where no peak is known that it could be a share of
    mfu_sd: Numbers
    mfu_origins: Labels
    system_power_w: Numbers
    system_power_sd: Numbers
    system_power_origins: Labels

    @classmethod
    def from_table(cls, accelerators: pd.DataFrame) -> Chips:
        """From the accelerators table."""

        def numbers(column: str) -> Numbers:
            return accelerators[column].to_numpy(dtype=float)

        def origins(column: str) -> Labels:
            return Labels.of(accelerators[column]).prefixed("prior:")

        peak = numbers("peak_flop_per_s")
        return cls(
            Ids.of("accelerator_id", accelerators["accelerator_id"].tolist()),
            peak,
            np.where(np.isnan(peak), np.nan, numbers("mfu")),
            numbers("mfu_sd_log10"),
            origins("mfu_prior_id"),
            numbers("system_power_w"),
            numbers("system_power_sd_log10"),
            origins("power_prior_id"),
        )

    def can_train(self, accelerator_id: str) -> bool:
        """Whether peak, MFU and power of a chip are known, so that a run on it can be computed."""
        place = self.ids.places[accelerator_id]
        return not np.isnan(self.peak_flop_per_s[place] * self.mfu[place] * self.system_power_w[place])


@dataclass(frozen=True)
class Priors:
    """Distributions by prior_id: median [unit of its quantity] and spread [log10]."""

    ids: Ids
    medians: Numbers
    sds: Numbers
    origins: Labels

    def median(self, prior_id: str) -> float:
        """Median of a distribution."""
        return float(self.medians[self.ids.places[prior_id]])

    def log10(self, prior_id: str) -> tuple[float, float]:
        """Median and spread of a factor on the log scale; that of 1 where there is no such distribution [log10]."""
        if prior_id not in self.ids.places:
            return 0.0, 0.0
        return float(np.log10(self.median(prior_id))), self.sd(prior_id)

    def sd_or(self, prior_id: str, otherwise: float) -> float:
        """Spread of a distribution [log10], or another one where there is no such distribution."""
        return self.sd(prior_id) if prior_id in self.ids.places else otherwise

    def sd(self, prior_id: str) -> float:
        """Spread of a distribution [log10]."""
        return float(self.sds[self.ids.places[prior_id]])


@dataclass(frozen=True)
class Reference:
    """Everything that `estimate` looks up; made once from the data set."""

    chips: Chips
    grids: Vintages
    priors: Priors
    shapes: Shapes

    @classmethod
    def from_tables(cls, accelerators: pd.DataFrame, grids: pd.DataFrame, priors: pd.DataFrame) -> Reference:
        """From the accelerators, grids and priors tables."""
        distributions = Priors(
            Ids.of("prior_id", priors["prior_id"].tolist()),
            priors["median"].to_numpy(dtype=float),
            priors["sd_log10"].to_numpy(dtype=float),
            Labels.of(priors["prior_id"]).prefixed("prior:"),
        )
        vintages = Vintages.from_table(grids, distributions.sd("grid-country"), distributions.sd("grid-region"))
        return cls(Chips.from_table(accelerators), vintages, distributions, _shapes(accelerators, distributions))


def _shapes(accelerators: pd.DataFrame, priors: Priors) -> Shapes:
    """Slopes by chip and ratios by architecture; one level a chip where the priors have none."""
    slopes = [priors.log10(str(prior).replace("mfu-", "mfu-size-", 1)) for prior in accelerators["mfu_prior_id"]]
    ratios = [(0.0, 0.0), *map(priors.log10, RATIOS.values())]
    return Shapes(*np.array(slopes).T, *np.array(ratios).T)
