"""A model of the reader's own: typed in, or many in a file; its estimate next to known models, and lines to publish."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlencode

from content.charts import ranges
from content.controls import Amount, Menu, Slider, Switch
from content.files import citation
from content.findings import estimate_cards, own_models, own_words, provenance, ranking
from content.language import quantity
from content.page import Page
from content.parts import (
    Beside,
    Box,
    Cards,
    Chart,
    Code,
    Figure,
    Finding,
    Note,
    Panel,
    Parts,
    Section,
    Upload,
    Words,
)  # fmt: skip
from content.state.form import DIGITS
from content.state.parameters import EXAMPLE, LANDMARKS
from content.tables import catalog
from content.view import View
from footprint.records import Estimate
from footprint.units import convert

# How the figure of a model card came about, by path; what kind of training it was, nobody states.
CARD_SOURCES = {
    "reported_energy": "measured energy times grid intensity",
    "chip_hours": "estimate from chip-hours",
    "parameters_tokens": "estimate from parameters and tokens",
    "compute_year": "estimate from parameters and tokens, accelerator unknown",
}
HUB = "https://huggingface.co/docs/hub/model-cards-co2"


def parts(view: View) -> Parts:
    """The page."""
    yield finding(view)
    yield from form(view)
    yield from results(view)
    yield Upload()


def finding(view: View) -> Finding:
    """Emissions of the typed model with their range, or what is missing."""
    t, estimate = view.t, own_models.typed(view.state)
    inputs = own_words.inputs(view, estimate)
    if not estimate.known:
        return Finding(t("yours.title.none"), (own_words.missing(view.state, t), *inputs))
    emissions = estimate_cards.emissions(estimate, view)
    lines = (
        _of_example(estimate, view),
        t("emissions.range", range=emissions.range_text(t)) if emissions.low else "",
        t(f"yours.subtitle.{_kind(estimate)}", path=own_words.path(estimate, view)),
        *inputs,
        estimate_cards.untested(estimate, view),
    )
    title = _title(emissions.text, estimate, view)
    return Finding(title, tuple(line for line in lines if line), figure=estimate_cards.headlined(estimate))


def _kind(estimate: Estimate) -> str:
    """Of messages: those for measured energy differ, as it is no estimate."""
    return "measured" if estimate.path == "reported_energy" else "estimated"


def _title(emissions: str, estimate: Estimate, view: View) -> str:
    t = view.t
    if not own_words.is_example(view.state, estimate):
        return t(f"yours.title.{_kind(estimate)}", emissions=emissions)
    parameters, tokens = (own_words.understood(name, getattr(view.state, name), t) for name in EXAMPLE)
    return t("yours.title.example", emissions=emissions, parameters=parameters, tokens=tokens)


def _of_example(estimate: Estimate, view: View) -> str:
    """That the figure is that of an example, as long as it is."""
    if not own_words.is_example(view.state, estimate):
        return ""
    return view.t("yours.example.untouched" if own_words.untouched(view) else "yours.example.touched")


def form(view: View) -> Parts:
    """What the reader knows of the model; what is left empty is assumed, and the range says so."""
    t = view.t
    chips = {chip_id: str(chip["name"]) for chip_id, chip in catalog.accelerators().items()} | {"": t("yours.none")}
    places = catalog.region_names(t.language) | {"": t("yours.place")}
    hardware = Menu("own_hardware", lambda value: chips[value or ""])
    region = Menu("own_region", lambda value: places[value or ""], (None, *catalog.region_names(t.language)))
    pue = Slider("own_pue", lambda value: t("yours.typical") if value is None else f"{value:.2f}")
    yield Beside([[Amount("own_parameters")], [Amount("own_tokens")], [Amount("own_hours")]], align="top")
    yield Beside([[hardware], [region], [pue]], align="top")
    energy = (Amount("own_energy"), Switch("own_energy_boundary", lambda value: t(f"boundary.{value}")))
    yield Panel("measured", t("yours.measured"), lambda: energy, needed=view.state.own_energy is not None, small=True)


def results(view: View) -> Parts:
    """Everything that follows from what is stated; nothing where no estimate is possible."""
    estimate = own_models.typed(view.state)
    if not estimate.known:
        return
    yield Cards(cards(estimate, view))
    yield chart(estimate, view.at_defaults("emissions"))
    yield Section(view.t("yours.steps", model=own_words.label(estimate, view)))
    yield Note(view.t("steps.intro", path=own_words.path(estimate, view)))
    yield Words(provenance.steps(view, estimate))
    yield Box([*lines(estimate, view)], "publish", border=False)


def cards(estimate: Estimate, view: View) -> list[Figure]:
    """Energy, emissions and manufacture of the typed model."""
    t = view.t
    badge, path = provenance.kind_badge(estimate_cards.kind(estimate), t), _sources(estimate, view)
    boundary = t(f"boundary.{estimate.boundary}")
    measured = own_words.measured(estimate, view)
    digits = DIGITS if measured else 2  # a reader's own figure stands as it was typed
    energy = quantity.ranged(estimate.energy, "energy", t, digits)
    stated = provenance.kind_badge("measured", t) if measured else badge

    def label(name: str) -> str:
        text = t(f"yours.{name}")
        return t("yours.example.card", text=text) if own_words.is_example(view.state, estimate) else text

    figures = [
        Figure(label("energy"), energy, stated, path, boundary),
        Figure(
            label("emissions"),
            estimate_cards.emissions(estimate, view),
            badge,
            path,
            f"{boundary} · {t('accounting.location')}",
        ),
    ]
    if math.isfinite(estimate.total.median):
        total = quantity.ranged(estimate.total, "emissions", t)
        manufacture = " · ".join(provenance.link(source) for source in estimate_cards.EMBODIED_SOURCES)
        figures.append(
            Figure(label("total"), total, badge, f"{t('yours.total.source')} · {manufacture}", t("boundary.life_cycle"))
        )
    return figures


def _sources(estimate: Estimate, view: View) -> str:
    """How the estimate was made, and whose figures it takes in addition to the reader's own."""
    t, state = view.t, view.state
    parts = [own_words.path(estimate, view)]
    if state.own_hardware and estimate.origin("mfu"):
        parts.append(provenance.link(catalog.accelerators()[state.own_hardware]["source_id"]))
    if state.own_region:
        parts.append(provenance.origin(estimate.origin("grid"), t)[1])
    parts.append(f"[{t('page.method')}](method?{urlencode(view.address('method'))})")
    return " · ".join(parts)


def chart(estimate: Estimate, view: View) -> Chart:
    """The typed model among known ones."""
    t, label = view.t, own_words.label(estimate, view)
    known = [*ranking.rows(LANDMARKS, view), _row(label, estimate, view)]
    rows = sorted(known, key=lambda row: row.value, reverse=True)
    smaller = [row.label for row in rows if row.value < estimate.emissions.median]
    return Chart(
        "yours",
        ranking.chart(rows, view),
        title=t("yours.chart.title", model=label, nearest=smaller[0])
        if smaller
        else t("yours.chart.smallest", model=label),
        subtitle=ranking.subtitle(view),
        source=t("yours.chart.source", model=label),
        columns=lambda: ranking.columns(rows, view),
    )


def _row(label: str, estimate: Estimate, view: View) -> ranges.Row:
    return own_models.chart_row(label, estimate.emissions.bounds, estimate.path, estimate.boundary, view)


def lines(estimate: Estimate, view: View) -> Parts:
    """Lines for a model card and for a paper."""
    t = view.t
    version, today = catalog.dataset().version, datetime.now(UTC).date()
    yield Section(t("yours.publish"))
    card = (Words(t("yours.card", address=HUB)), Code(lambda link: model_card(estimate, view), "yaml"))
    paper = (
        Words(t("yours.paper")),
        Code(lambda link: sentence(estimate, view, link)),
        Code(lambda link: citation.bibtex(t("page.yours"), link, version, today), "latex"),
    )
    yield Beside([card, paper], align="top")


def model_card(estimate: Estimate, view: View) -> str:
    """Metadata of a model card on Hugging Face [g CO2e]; values in quotes, so that nothing in them is read as YAML."""
    state, english = view.state, catalog.region_names("en")
    example = own_words.is_example(state, estimate)
    kind = "example" if example else CARD_SOURCES[str(estimate.path)]
    fields = {
        "emissions": plain(quantity.significant(convert(estimate.emissions.median, "t", "g"), 2)),
        "source": f'"Model Footprint {catalog.dataset().version}, {kind}"',
    }
    if state.own_region:
        fields["geographical_location"] = f'"{english[state.own_region]}"'
    if state.own_hardware:
        fields["hardware_used"] = f'"{catalog.accelerators()[state.own_hardware]["name"]}"'
    lines = ("co2_eq_emissions:", *(f"  {name}: {value}" for name, value in fields.items()))
    return "\n".join((f"# {_of_example(estimate, view)}", *lines) if example else lines)


def plain(grams: float) -> str:
    """Digits alone, however small: what YAML reads as a number."""
    return f"{Decimal(f'{grams:.12g}'):f}"


def sentence(estimate: Estimate, view: View, link: str) -> str:
    """One sentence with figure, range, boundary, method and citation."""
    t, emissions = view.t, estimate_cards.emissions(estimate, view)
    written = t(
        f"yours.sentence.{_kind(estimate)}",
        emissions=emissions.text,
        range=emissions.range_text(t),
        path=own_words.path(estimate, view),
        version=catalog.dataset().version,
        link=link,
    )
    return t("yours.example.sentence", text=written) if own_words.is_example(view.state, estimate) else written


PAGE = Page("yours", parts, finding, stated=True)
