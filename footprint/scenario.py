"""The assumptions that a reader may set; None means as published."""

from __future__ import annotations

from dataclasses import dataclass

from footprint import checks
from footprint.errors import InputError

YEARS = (1900, 2100)  # beyond these a year is a slip of the pen


@dataclass(frozen=True)
class Scenario:
    """What-if assumptions that replace the published figures of every model.

    accelerator_id : chip that the model is trained on; its peak, effective MFU and system power apply
    mfu : effective MFU over the whole run [1]
    system_power_w : power of one chip with its share of the server, before PUE [W]
    pue : power usage effectiveness [1]
    grid_id, year : grid, and year of its intensity
    grid_gco2e_per_kwh : intensity itself, goes before grid and year [gCO2e/kWh]

    Raises InputError, naming the field, for an impossible value; ids are checked against the tables by `estimate`.
    """

    accelerator_id: str | None = None
    mfu: float | None = None
    system_power_w: float | None = None
    pue: float | None = None
    grid_id: str | None = None
    year: int | None = None
    grid_gco2e_per_kwh: float | None = None

    def __post_init__(self) -> None:
        for field in ("accelerator_id", "grid_id"):
            if getattr(self, field) == "":
                raise InputError(field, "must not be empty")
        if self.year is not None and not YEARS[0] <= self.year <= YEARS[1]:
            raise InputError("year", f"must lie between {YEARS[0]} and {YEARS[1]}, got {self.year}")
        if self.mfu is not None:
            checks.fraction("mfu", self.mfu)
        if self.system_power_w is not None:
            checks.positive("system_power_w", self.system_power_w)
        if self.pue is not None:
            checks.at_least_one("pue", self.pue)
        if self.grid_gco2e_per_kwh is not None:
            checks.not_negative("grid_gco2e_per_kwh", self.grid_gco2e_per_kwh)

    @property
    def changes_run(self) -> bool:
        """Whether the run itself is another, so that it must be computed from its FLOP."""
        return self.accelerator_id is not None or self.mfu is not None


AS_PUBLISHED = Scenario()
