"""Tables that the estimator looks things up in: accelerators, grids, distributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.columns import Numbers
from footprint.errors import InputError
from footprint.labels import Labels, Mask, Texts

Places = npt.NDArray[np.integer]

YEARS_APART = 10_000  # between the sort keys of two grids: more than any year


@dataclass(frozen=True)
class Ids:
    """Places of ids in a table."""

    field: str
    places: dict[str, int]

    @classmethod
    def of(cls, field: str, ids: Sequence[str]) -> Ids:
        """Ids in the order of a table's rows."""
        return cls(field, {str(one): place for place, one in enumerate(ids)})

    def find(self, ids: Labels) -> Places:
        """Place of each id, -1 for an empty one; raises InputError for an unknown one."""
        values = ids.values
        places = np.array([self.places.get(value, -1) for value in values], dtype=np.int32)
        found: Places = places[ids.codes]
        if (places < 0).any():
            unknown = set(values[ids.codes[found < 0]]) - {""}
            if unknown:
                raise InputError(self.field, f"unknown: {', '.join(sorted(map(str, unknown)))}")
        return found


def labelled(places: Places, known: Mask, texts: Texts) -> Labels:
    """Texts of a table at the places of ids, where those are known."""
    return Labels(((places + 1) * known).astype(np.int32), (texts,))


@dataclass(frozen=True)
class Vintages:
    """Intensities of all grids, sorted by grid and year."""

    ids: Ids
    first: Places  # first row of each grid
    last: Places  # last row of each grid, its newest
    years: Places
    keys: Places  # grid and year in one ascending number
    gco2e_per_kwh: Numbers
    sd: Numbers  # spread of sites around the average [log10]
    origins: Texts

    @classmethod
    def from_table(cls, grids: pd.DataFrame, country_sd: float, region_sd: float) -> Vintages:
        """From the grids table; rows marked suspect are left out."""
        rows = grids[~grids["suspect"]].sort_values(["grid_id", "year"])
        names = rows["grid_id"].to_numpy(dtype=object)
        unique, first, counts = np.unique(names.astype(str), return_index=True, return_counts=True)
        years = rows["year"].to_numpy(dtype=np.int64)
        return cls(
            Ids.of("grid_id", unique.tolist()),
            first,
            first + counts - 1,
            years,
            np.repeat(np.arange(len(first)), counts) * YEARS_APART + years,
            rows["gco2e_per_kwh"].to_numpy(dtype=float),
            np.where(rows["level"].isin(("country", "aggregate")), country_sd, region_sd),
            "grid:" + names + "@" + years.astype(str).astype(object),
        )

    def nearest(self, grid_ids: Labels, years: Numbers) -> tuple[Numbers, Numbers, Labels]:
        """Intensity [gCO2e/kWh], spread [log10] and origin of each grid in the year nearest to the asked one.

        The earlier of two equally near years; the newest where no year is asked (NaN); NaN for an empty id.
        Raises InputError for an unknown grid_id.
        """
        grid = self.ids.find(grid_ids)
        first, last = self.first[grid], self.last[grid]
        asked = np.where(np.isnan(years), self.years[last], years)
        after = np.clip(np.searchsorted(self.keys, grid * YEARS_APART + asked), first, last)
        before = np.maximum(after - 1, first)
        row = np.where(np.abs(self.years[before] - asked) <= np.abs(self.years[after] - asked), before, after)
        known = grid >= 0
        return (
            np.where(known, self.gco2e_per_kwh[row], np.nan),
            np.where(known, self.sd[row], 0.0),
            labelled(row, known, self.origins),
        )


@dataclass(frozen=True)
class Chips:
    """Accelerators as arrays: peak speed, effective MFU and system power with their spreads and priors."""

    ids: Ids
    peak_flop_per_s: Numbers
    mfu: Numbers
    mfu_sd: Numbers
    mfu_origins: Texts
    system_power_w: Numbers
    system_power_sd: Numbers
    system_power_origins: Texts

    @classmethod
    def from_table(cls, accelerators: pd.DataFrame) -> Chips:
        """From the accelerators table."""

        def numbers(column: str) -> Numbers:
            return accelerators[column].to_numpy(dtype=float)

        def origins(column: str) -> Texts:
            return np.asarray("prior:" + accelerators[column].to_numpy(dtype=object))

        return cls(
            Ids.of("accelerator_id", accelerators["accelerator_id"].tolist()),
            numbers("peak_flop_per_s"),
            numbers("mfu"),
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
    origins: Texts

    def median(self, prior_id: str) -> float:
        """Median of a distribution."""
        return float(self.medians[self.ids.places[prior_id]])

    def sd(self, prior_id: str) -> float:
        """Spread of a distribution [log10]."""
        return float(self.sds[self.ids.places[prior_id]])


@dataclass(frozen=True)
class Reference:
    """Everything that `estimate` looks up; made once from the data set."""

    chips: Chips
    grids: Vintages
    priors: Priors

    @classmethod
    def from_tables(cls, accelerators: pd.DataFrame, grids: pd.DataFrame, priors: pd.DataFrame) -> Reference:
        """From the accelerators, grids and priors tables."""
        distributions = Priors(
            Ids.of("prior_id", priors["prior_id"].tolist()),
            priors["median"].to_numpy(dtype=float),
            priors["sd_log10"].to_numpy(dtype=float),
            np.asarray("prior:" + priors["prior_id"].to_numpy(dtype=object)),
        )
        vintages = Vintages.from_table(grids, distributions.sd("grid-country"), distributions.sd("grid-region"))
        return cls(Chips.from_table(accelerators), vintages, distributions)
