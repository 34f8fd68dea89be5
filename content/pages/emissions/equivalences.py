"""The estimate in things that readers can picture, each with a publication behind it."""

from __future__ import annotations

from content.findings import estimate_cards, provenance
from content.language import quantity
from content.language.quantity import Displayed
from content.parts import Cards, Figure, Parts, Section
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint import equivalence
from footprint.records import Estimate
from footprint.units import convert

BESIDE = 4  # cards in one row
# In the order in which they are preferred; the first is the "five cars" of the press.
EQUIVALENCES = (
    "strubell-car-lifetime",
    "strubell-american-year",
    "world-person-2021",
    "patterson-sf-ny-passenger",
    "epa-km",
    "ga-flight-par-lon",
    "epa-phone",
)


def cards(view: View) -> Parts:
    """Those of the equivalences whose number stays readable."""
    t, estimate = view.t, view.estimate
    if not estimate.known:
        return
    table = catalog.equivalences()
    tonnes = estimate.emissions.median
    units = {name: float(table[name]["kgco2e_per_unit"]) for name in EQUIVALENCES}
    chosen = equivalence.readable(tonnes, units, BESIDE)
    yield Section(t("equivalence.title", emissions=estimate_cards.emissions(estimate, view).text))
    yield Cards([_card(table[name], estimate, view) for name in chosen])


def _card(row: Row, estimate: Estimate, view: View) -> Figure:
    t, unit = view.t, float(row["kgco2e_per_unit"])
    median, low, high = (quantity.number(equivalence.count(tonnes, unit), t) for tonnes in estimate.emissions.bounds)
    each = t("equivalence.each", amount=quantity.show(convert(unit, "kg", "t"), "emissions", t, digits=3).text)
    carbon_alone = "" if str(row["gas_basis"]).startswith("CO2e") else t("equivalence.carbon_alone")
    return Figure(
        t(f"equivalence.{row['equivalence_id']}"),
        Displayed(median, "", low if low != high else "", high),
        provenance.kind_badge("derived", t),
        provenance.link(row["source_id"], row["locator"] if len(row["locator"]) <= provenance.BRIEF else "", t),
        "  \n".join(line for line in (each, carbon_alone) if line),
    )
