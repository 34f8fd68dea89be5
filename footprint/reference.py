"""Tables that the estimator looks things up in: accelerators, grids, distributions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.errors import InputError

Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Vintages:
    """Intensities of one grid by year, oldest first."""

    years: npt.NDArray[np.int64]
    gco2e_per_kwh: Numbers
    spread: str  # prior of an average standing for a site: grid-country or grid-region

    def nearest(self, years: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """Intensity [gCO2e/kWh] and its year nearest to each asked year, the earlier of two; NaN asks for the newest."""
        asked = np.where(np.isnan(years), self.years[-1], years)
        after = np.clip(np.searchsorted(self.years, asked), 0, len(self.years) - 1)
        before = np.maximum(after - 1, 0)
        closer = np.abs(self.years[before] - asked) <= np.abs(self.years[after] - asked)
        chosen = np.where(closer, before, after)
        return self.gco2e_per_kwh[chosen], self.years[chosen]


@dataclass(frozen=True)
class Reference:
    """Indexed by id; made once from the data set."""

    accelerators: pd.DataFrame
    priors: pd.DataFrame
    grids: dict[str, Vintages]

    @classmethod
    def from_tables(cls, accelerators: pd.DataFrame, grids: pd.DataFrame, priors: pd.DataFrame) -> Reference:
        """From the accelerators, grids and priors tables; rows marked suspect are left out."""
        usable = grids[~grids["suspect"]].sort_values(["grid_id", "year"])
        vintages = {
            str(grid_id): Vintages(
                rows["year"].to_numpy(),
                rows["gco2e_per_kwh"].to_numpy(),
                "grid-country" if rows["level"].iloc[0] in ("country", "aggregate") else "grid-region",
            )
            for grid_id, rows in usable.groupby("grid_id", sort=False)
        }
        return cls(accelerators.set_index("accelerator_id"), priors.set_index("prior_id"), vintages)

    def median(self, prior_id: str) -> float:
        """Median of a distribution."""
        return float(self.priors.at[prior_id, "median"])

    def sd(self, prior_id: str) -> float:
        """Spread of a distribution [log10]."""
        return float(self.priors.at[prior_id, "sd_log10"])

    def known_accelerators(self, ids: Texts) -> None:
        """Raise InputError for an accelerator_id that is neither empty nor in the table."""
        unknown = set(ids) - {""} - set(self.accelerators.index)
        if unknown:
            raise InputError("accelerator_id", f"unknown: {', '.join(sorted(unknown))}")

    def intensity(self, grid_ids: Texts, years: Numbers) -> tuple[Numbers, Numbers, Texts]:
        """Intensity [gCO2e/kWh], spread [log10] and origin of each grid and year; NaN for an empty id.

        Raises InputError for an unknown grid_id.
        """
        values, spreads = np.full(len(grid_ids), np.nan), np.zeros(len(grid_ids))
        origins = np.full(len(grid_ids), "", dtype=object)
        codes, unique = pd.factorize(pd.Series(grid_ids, dtype=object))
        for code, grid_id in enumerate(unique):
            if grid_id == "":
                continue
            if grid_id not in self.grids:
                raise InputError("grid_id", f"unknown: {grid_id}")
            rows = np.flatnonzero(codes == code)
            vintages = self.grids[grid_id]
            values[rows], found = vintages.nearest(years[rows])
            spreads[rows] = self.sd(vintages.spread)
            distinct, inverse = np.unique(found, return_inverse=True)
            origins[rows] = np.array([f"grid:{grid_id}@{year}" for year in distinct], dtype=object)[inverse]
        return values, spreads, origins
