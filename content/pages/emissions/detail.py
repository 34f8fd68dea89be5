"""One model in detail: its estimate, what drives the range, and every published value."""

from __future__ import annotations

from content.controls import Menu
from content.findings import estimate_cards, provenance, range_shares
from content.language import quantity
from content.language.quantity import Displayed
from content.parts import Cards, Figure, Note, Panel, Parts, Section, Words
from content.tables import catalog
from content.view import View


def controls(view: View) -> Parts:
    """Which model."""
    names = catalog.model_names()
    yield Menu("model", names.__getitem__, tuple(catalog.menu(view.state.model)))


def cards(view: View) -> Parts:
    """The chosen model's emissions, energy, published figure and embodied share."""
    t, estimate = view.t, view.estimate
    figures = [estimate_cards.emissions_card(view.state.model, view, t("emissions.card.estimate"))]
    if estimate.known:
        badge = provenance.kind_badge(estimate_cards.kind(estimate), t)
        energy = estimate_cards.energy(estimate, view)
        source, boundary = estimate_cards.main_source(estimate, view), t("emissions.card.energy.boundary")
        figures.append(Figure(t("emissions.card.energy"), energy, badge, source, boundary))
    figures.append(_published(view))
    if estimate.known:
        figures.append(_embodied(view))
    yield Cards(figures)


def _published(view: View) -> Figure:
    t, model = view.t, view.model
    label = t("emissions.card.published")
    if not model["emissions_tco2e_fact_id"]:
        return Figure(
            label, Displayed("–", ""), provenance.kind_badge("missing", t), t("emissions.card.published.none")
        )
    fact = catalog.facts()[model["emissions_tco2e_fact_id"]]
    return Figure(
        label,
        estimate_cards.published_emissions(model, view),
        provenance.kind_badge(fact["kind"], t),
        f"{provenance.fact_link(fact['fact_id'], view.t)} · {provenance.sheet_link(model['model_id'], view)}",
        provenance.boundary_text(fact, t),
    )


def _embodied(view: View) -> Figure:
    t, estimate = view.t, view.estimate
    label = t("emissions.card.embodied")
    if not estimate.embodied.median > 0:
        return Figure(label, Displayed("–", ""), provenance.kind_badge("missing", t), t("emissions.card.embodied.none"))
    embodied = quantity.ranged(estimate.embodied, "emissions", t)
    sources = " · ".join(provenance.link(source_id) for source_id in estimate_cards.EMBODIED_SOURCES)
    badge = provenance.kind_badge("estimated", t)
    return Figure(label, embodied, badge, sources, t("emissions.card.embodied.source"))


def uncertainty(view: View) -> Parts:
    """Which factor the chosen model's range comes from, and what knowing it would do."""
    yield from range_shares.chart(view.estimate, view)


def method(view: View) -> Parts:
    """Each factor of the chosen model's estimate, and every published value next to it."""
    t, estimate, name = view.t, view.estimate, view.model["short_name"]
    yield Section(t("steps.title", model=name))
    if not estimate.known:
        yield Note(t(f"reason.{estimate.reason}"))
    else:
        yield Note(t("steps.intro", path=t(f"path.{estimate.path}")))
        yield Words(provenance.steps(view, estimate))
    yield Panel(
        "published",
        t("published.title", model=name),
        lambda: [Words(provenance.published(view, view.state.model))],
    )
