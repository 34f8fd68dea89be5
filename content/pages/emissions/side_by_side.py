"""Up to six models side by side: emissions with their range and factor, energy, compute, hardware and place."""

from __future__ import annotations

import math

from content.findings import estimate_cards, grid_basis, provenance, ranking, ratios
from content.language import quantity
from content.parts import Cards, Figure, Note, Parts, Section, Words
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.records import Estimate

BESIDE = 3  # cards in one row


def table(view: View) -> Parts:
    """One card a compared model, and below them what the estimates rest on."""
    t, compared = view.t, view.state.compare
    if not compared:
        return
    known = {model_id: value for model_id in compared if math.isfinite(value := _tonnes(model_id, view))}
    least = min(known, key=lambda model_id: _tonnes(model_id, ratios.as_published(view)), default="")
    yield Section(_title(known, least, view))
    mixed = grid_basis.warning((view.estimates[model_id].origin("grid") for model_id in known), t)
    yield Note("  \n".join(line for line in (t("side.subtitle", scenario=view.scenario_text()), mixed) if line))
    for start in range(0, len(compared), BESIDE):
        yield Cards([_card(model_id, known, least, view) for model_id in compared[start : start + BESIDE]])
    names = ("model", "energy", "compute", "hardware", "place", "published")
    lines = ["| " + " | ".join(t(f"side.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    lines += ["| " + " | ".join(_cells(model_id, view)) + " |" for model_id in compared]
    yield Words("\n".join(lines))


def _tonnes(model_id: str, view: View) -> float:
    return view.estimates[model_id].emissions.median


def _name(model_id: str) -> str:
    return str(catalog.model_rows()[model_id]["short_name"])


def _title(known: dict[str, float], least: str, view: View) -> str:
    t = view.t
    if len(known) < 2:
        return t("side.title.none")
    most = max(known, key=lambda model_id: _tonnes(model_id, ratios.as_published(view)))
    times = _times(most, least, view)
    message = "side.title.open" if _overlap(most, least, view) else "side.title"
    return t(message, most=_name(most), least=_name(least), times=times)


def _times(model_id: str, other: str, view: View) -> str:
    """Emissions of one model over those of another, with the range."""
    return ratios.text(ratios.bounds(view.estimates[model_id]), ratios.bounds(view.estimates[other]), view.t)


def _overlap(model_id: str, other: str, view: View) -> bool:
    """Whether the ranges of two models leave their order open."""
    return ratios.bounds(view.estimates[model_id]).overlaps(ratios.bounds(view.estimates[other]))


def _card(model_id: str, known: dict[str, float], least: str, view: View) -> Figure:
    t = view.t
    card = estimate_cards.emissions_card(model_id, view, _name(model_id))
    if model_id not in known or len(known) < 2:
        return card
    if model_id == least:
        note = t("side.least")
    else:
        times = _times(model_id, least, view)
        note = t("side.open" if _overlap(model_id, least, view) else "side.times", times=times, model=_name(least))
    return Figure(card.label, card.displayed, card.badge, card.source, f"{note}  \n{card.note}")


def _cells(model_id: str, view: View) -> list[str]:
    model, estimate = catalog.model_rows()[model_id], view.estimates[model_id]
    fact_id = ranking.published_fact(model, view)
    return [
        provenance.escape(model["short_name"]),
        _energy(estimate, view),
        _compute(model, estimate, view),
        _hardware(model, view),
        _place(model, view),
        _published(fact_id, model, view),
    ]


def _published(fact_id: str, model: Row, view: View) -> str:
    """The published emissions that the filters choose, or that there are others."""
    if fact_id:
        return _cited(estimate_cards.fact_text(fact_id, view), provenance.fact_link(fact_id, view.t, brief=True))
    return view.t("side.filtered" if model["emissions_tco2e_fact_id"] else "side.no")


def _cited(text: str, source: str) -> str:
    return f"{text} ({source})" if source else text


def _energy(estimate: Estimate, view: View) -> str:
    if not estimate.known:
        return view.t("side.no")
    energy, badge = estimate_cards.energy(estimate, view), provenance.kind_badge(estimate_cards.kind(estimate), view.t)
    return " · ".join(part for part in (energy.text, energy.range_text(view.t), badge) if part)


def _compute(model: Row, estimate: Estimate, view: View) -> str:
    flop = estimate.training_compute_flop
    if not flop > 0:
        return view.t("side.no")
    text = f"{quantity.power_of_ten(flop, view.t)} FLOP"
    return _cited(text, provenance.fact_link(model["training_compute_flop_fact_id"], view.t, brief=True))


def _hardware(model: Row, view: View) -> str:
    """The visitor's accelerator, else the published one."""
    known, chosen = catalog.accelerators(), view.scenario.accelerator_id or model["accelerator_id"]
    if chosen not in known:
        return view.t("side.no")
    own = "" if view.scenario.accelerator_id else provenance.fact_link(model["accelerator_fact_id"], view.t, brief=True)
    return _cited(provenance.escape(known[chosen]["name"]), own or view.t("kind.yours"))


def _place(model: Row, view: View) -> str:
    """The visitor's region, else the published place."""
    t, region = view.t, view.scenario.grid_id
    if region:
        return _cited(provenance.escape(catalog.region_names(t.language)[region]), t("kind.yours"))
    if not model["place"]:
        return t("side.no")
    source = provenance.link(model["place_source_id"]) if model["place_source_id"] else ""
    return _cited(provenance.escape(t.data(model["place"])), source)
