"""What one run of one page knows: the visitor's language, address values, scenario and estimates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.language.messages import DEFAULT_LANGUAGE, Text
from content.state import parameters
from content.state.address import left_out, write
from content.state.parameters import DATA
from content.state.received import received
from content.state.state import State
from content.tables import catalog, datasets
from content.tables.catalog import Row
from content.tables.records import Estimates
from footprint.records import Estimate
from footprint.scenario import AS_PUBLISHED, Scenario
from runtime.caches import lazy


@dataclass(frozen=True)
class View:
    """Function of the state alone: whoever has the same address has the same view."""

    state: State

    @classmethod
    def of(cls, address: Mapping[str, str], language: str = DEFAULT_LANGUAGE) -> View:
        """What a page knows that is opened at an address, of the data in use; `language` is for an address without."""
        known = catalog.all_parameters()
        return cls(State.of(left_out(address, known) | {"lang": language} | dict(received(address, known).values)))

    @lazy
    def t(self) -> Text:
        """Messages in the visitor's language."""
        return Text(self.state.lang)

    @lazy
    def scenario(self) -> Scenario:
        """The visitor's assumptions."""
        return self.state.scenario()

    def changed(self, **changes: object) -> View:
        """The same with other values in some fields of the state."""
        return View(self.state.replace(**changes))

    def only(self, *names: str) -> View:
        """The same in these fields and as in a first visit in all others: what a cache may go by."""
        return View(_first().replace(**{name: getattr(self.state, name) for name in names}))

    def under(self, scenario: Scenario) -> View:
        """The same under other assumptions."""
        return View(self.state.under(scenario))

    @property
    def what_if(self) -> bool:
        """Whether any assumption departs from what was published."""
        return self.scenario != AS_PUBLISHED

    @lazy
    def estimates(self) -> Estimates:
        """Estimates of all models under the scenario."""
        return catalog.estimates(self.scenario)

    @lazy
    def published(self) -> Estimates:
        """Estimates of all models as published."""
        return catalog.estimates(AS_PUBLISHED)

    @property
    def model(self) -> Row:
        """The chosen model's row."""
        return catalog.model_rows()[self.state.model]

    @property
    def estimate(self) -> Estimate:
        """The chosen model's estimate under the scenario."""
        return self.estimates[self.state.model]

    def address(self, *pages: str, **changes: object) -> dict[str, str]:
        """Address of a page, or of several at once, in the present state, some fields of it changed."""
        state = self.state.replace(**changes)
        names = [name for page in pages for name in parameters.PAGE_PARAMETERS[page]]
        return write(state, names, catalog.all_parameters())

    def at_defaults(self, page: str) -> View:
        """The same where another page's values stand as in a first visit, for a page whose address lacks them."""
        known = catalog.all_parameters()
        return self.changed(**{name: known[name].first for name in parameters.PAGE_PARAMETERS[page]})

    def in_version(self, version: str) -> View:
        """The same in another data version: what was set stays as far as it is known there, the rest is as there."""
        with datasets.using(self.state.data):
            stated = self.address(*parameters.PAGE_PARAMETERS)
        with datasets.using(version):
            return View.of(stated | {DATA: version})

    def scenario_text(self, scenario: Scenario | None = None, model_id: str = "") -> str:
        """Assumptions in one line, e.g. `H100 SXM5 · PUE 1.10 · France`; `as published` where nothing is set.

        The visitor's own, unless others are given. For one model the year of the grid is the one that its figure is
        of; for several it is the rule that gives it.
        """
        t, set_values = self.t, scenario or self.scenario
        parts = []
        if set_values.accelerator_id:
            parts.append(str(catalog.accelerators()[set_values.accelerator_id]["name"]))
        if set_values.mfu is not None:
            parts.append(t("scenario.mfu", value=f"{set_values.mfu:.2f}"))
        if set_values.pue is not None:
            parts.append(t("scenario.pue", value=f"{set_values.pue:.2f}"))
        if set_values.grid_id:
            parts.append(catalog.region_names(t.language)[set_values.grid_id])
        if set_values.grid_id or set_values.year is not None:
            parts.append(self._grid_year(set_values, model_id))
        return " · ".join(parts) or t("scenario.published")

    def assumed(self) -> str:
        """Assumptions in one line as they hold for the chosen model."""
        return self.scenario_text(model_id=self.state.model)

    def _grid_year(self, scenario: Scenario, model_id: str) -> str:
        """Year of the grid in words: the one used, and the one asked for where that is another."""
        t, year = self.t, scenario.year
        asked = year if year is not None or not model_id else catalog.training_years()[model_id]
        used = _vintage(scenario, asked, model_id)
        if used is None:
            if year is None:
                return t("scenario.year.each")
            return t("scenario.year.unknown" if model_id else "scenario.year.nearest.each", year=year)
        if asked is None or asked != asked or used == asked:
            return t("scenario.year" if year is not None else "scenario.year.training", value=used)
        if year is None:
            return t("scenario.year.nearest.training", value=used)
        return t("scenario.year.nearest", value=used, year=year)


@catalog.shared()
def _first() -> State:
    """The state of a first visit."""
    return State.of({name: parameter.default for name, parameter in catalog.all_parameters().items()})


def _vintage(scenario: Scenario, asked: float | None, model_id: str) -> int | None:
    """Year of the grid figure under a scenario; None where models differ, or one's place has no table."""
    if scenario.grid_id is not None and asked is not None:
        return catalog.vintage(scenario.grid_id, asked)
    if not model_id:
        return None
    head, _, rest = catalog.estimates(scenario)[model_id].origin("grid").partition(":")
    return int(rest.rpartition("@")[2]) if head == "grid" else None
