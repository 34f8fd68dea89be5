"""From the origin of a figure to its source on screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from urllib.parse import urlencode

from content.findings import grid_basis
from content.language import quantity
from content.language.messages import Text
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.records import Estimate
from footprint.uncertainty import interval

OWN = "fact:"  # origin of a figure that the visitor states
# Units of the facts table as they are written; all others stand as they are.
WRITTEN_UNITS = {
    "tCO2e": "t\u00a0CO₂e",
    "gCO2e/kWh": "gCO₂e/kWh",
    "pfs-days": "petaflop/s-days",
    "count": "",
    "ratio": "",
}
ENGLISH = Text()
BRIEF = 24  # characters of a locator that a card can hold


@catalog.shared()
def short_citation(source_id: str) -> str:
    """`Patterson et al. (2021)` out of the full citation: its authors and the year."""
    return ", ".join(_authors(source_id)) + _year(source_id)


@catalog.shared()
def brief_citation(source_id: str) -> str:
    """The same with the first of several authors alone, for the label of a row, which has little room on a phone."""
    first, *others = _authors(source_id)
    return f"{first} et al.{_year(source_id)}" if others else first + _year(source_id)


def _authors(source_id: str) -> list[str]:
    citation = str(catalog.sources()[source_id]["citation"])
    authors = re.split(r": | \(|(?<!al)(?<! [A-Z])\. ", citation, maxsplit=1)[0]
    first, *others = authors.split(", ")
    # What follows the authors is a title: it has more words than a name.
    return [first, *takewhile(lambda part: len(part.split()) <= 2, others)]


def _year(source_id: str) -> str:
    year = catalog.sources()[source_id]["year"]
    return f" ({year:.0f})" if year > 0 else ""


def link(source_id: str, locator: str = "", t: Text = ENGLISH) -> str:
    """Markdown link to a source, with the table or section that holds the figure."""
    label = escape(_cited(source_id, locator, t))
    url = str(catalog.sources()[source_id]["url"])
    return f"[{label}]({url})" if url.startswith("http") else label


def cited(fact_id: str, t: Text) -> str:
    """Source of a fact in plain words, for a cell of a table. Empty for no fact."""
    if not fact_id:
        return ""
    fact = catalog.facts()[fact_id]
    return _cited(fact["source_id"], fact["locator"], t)


def _cited(source_id: str, locator: str, t: Text) -> str:
    return ", ".join(part for part in (short_citation(source_id), t.locator(locator)) if part)


def fact_link(fact_id: str, t: Text, brief: bool = False) -> str:
    """Markdown link to the source of a fact; `brief` leaves out a long locator. Empty for no fact."""
    if not fact_id:
        return ""
    fact = catalog.facts()[fact_id]
    locator = fact["locator"] if not brief or len(fact["locator"]) <= BRIEF else ""
    return link(fact["source_id"], locator, t)


def sheet_link(model_id: str, view: View) -> str:
    """Markdown link to a model's sheet: how its estimate comes about and everything that is published of it."""
    count = catalog.facts_of()[model_id]
    return f"[{view.t.plural('sheet.link', count, count=count)}]({sheet_address(model_id, view)})"


def sheet_address(model_id: str, view: View) -> str:
    """Address of a model's sheet in the present state."""
    return f"model?{urlencode(view.address('model', model=model_id))}"


KIND_COLOURS = {"measured": "green", "reported": "green", "third_party": "blue", "derived": "violet", "missing": "gray"}


def kind_badge(kind: str, t: Text) -> str:
    """Coloured badge for measured, reported, third party, derived, estimated, not published."""
    return f":{KIND_COLOURS.get(kind, 'orange')}-badge[{t(f'kind.{kind}')}]"


def origin(text: str, t: Text) -> tuple[str, str]:
    """Kind badge and source of one factor's origin (`fact:…`, `prior:…`, `grid:…@year`, `scenario`)."""
    head, _, rest = text.partition(":")
    if text == OWN:
        return f":gray-badge[{t('kind.yours')}]", t("origin.stated")
    if head == "fact":
        fact = catalog.facts()[rest]
        return kind_badge(fact["kind"], t), fact_link(rest, t)
    if head == "grid":
        row = catalog.grid_rows()[rest]
        figure = f"{grid_basis.name(row, t)} {row['year']}, {grid_basis.about(row, t)}"
        return kind_badge(grid_basis.kind(row), t), f"{escape(figure)}: {link(row['source_id'])}"
    if head == "prior":
        prior = catalog.priors()[rest]
        return kind_badge("estimated", t), t("origin.prior", support=escape(t.data(prior["support"])))
    if head == "accelerator":
        row = catalog.accelerators()[rest]
        return kind_badge("reported", t), link(row["source_id"], row["locator"], t)
    return f":gray-badge[{t('kind.yours')}]", t("origin.yours")


def escape(text: str) -> str:
    """Data text made safe inside a Markdown table cell."""
    return re.sub(r"([\\`*_\[\]<>|$~#])", r"\\\1", str(text).replace("\n", " "))


def factor_value(factor: str, value: float, t: Text) -> str:
    """A factor of an estimate with its unit."""
    if factor == "reported_energy":
        return quantity.show(value, "energy", t, digits=quantity.PRINTED).text
    if factor == "compute":
        return f"{quantity.power_of_ten(value, t, 3)} FLOP"
    if factor == "energy_per_flop":
        return f"{quantity.power_of_ten(value, t)} MWh/FLOP"
    if factor == "chip_hours":
        return t("unit.chip_hours", value=quantity.plain(value, t))
    if factor == "power":
        return f"{quantity.number(value, t, 3)} W"
    if factor == "grid":
        return f"{quantity.number(value, t, 3)} gCO₂e/kWh"
    return f"{value:.2f}"


def boundary_text(fact: Row, t: Text) -> str:
    """Boundary, basis and accounting of a fact in one line."""
    columns = ("boundary", "basis", "accounting")
    return " · ".join(t(f"{column}.{fact[column]}") for column in columns if fact[column])


def of_another_run(fact: Row) -> bool:
    """Whether a figure is of another run than the one that stands for its model."""
    return bool(fact["run"] not in ("", catalog.model_rows()[fact["model_id"]]["run"]))


def run_text(fact: Row, t: Text) -> list[str]:
    """Which run a figure is of, as a list of one text; nothing where its model has only one."""
    if not fact["run"]:
        return []
    return [t("run.other" if of_another_run(fact) else "run.own", run=t.data(fact["run"]))]


def steps(view: View, result: Estimate) -> str:
    """Markdown table of the factors of one estimate: value, range, kind, source and share of the uncertainty."""
    t = view.t
    columns = ("step", "value", "spread", "share", "kind", "source")
    rows = ["| " + " | ".join(t(f"steps.{column}") for column in columns) + " |", "|---" * len(columns) + "|"]
    for name, factor in result.factors.items():
        badge, source = origin(factor.origin, t)
        spread = t("steps.factor", value=f"{float(interval(1.0, factor.sd)[1]):.2f}") if factor.sd > 0 else "–"
        share = quantity.percent(factor.share, t) if factor.sd > 0 else "–"
        value = factor_value(name, factor.median, t)
        rows.append(f"| {t(f'factor.{name}')} | {value} | {spread} | {share} | {badge} | {source} |")
    return "\n".join(rows)


def published_value(fact: Row, t: Text) -> str:
    """A published figure as it was printed; large counts in words or powers of ten."""
    value, unit = fact["value"], fact["unit"]
    if value != value:
        return str(fact["text"])
    if unit == "FLOP":
        return f"{quantity.power_of_ten(value, t, 4)} FLOP"
    counted = unit in ("count", "tokens", "words") and value >= 1e6
    number = quantity.compact(value, t) if counted else quantity.plain(value, t)
    if unit in ("tokens", "words"):
        return t(f"unit.{unit}", value=number)
    return f"{number} {WRITTEN_UNITS.get(unit, unit)}".strip()


def published(view: View, model_id: str) -> str:
    """Markdown table of every published value of one model, with kind, boundary, source and note."""
    facts = [fact for fact in catalog.facts().values() if fact["model_id"] == model_id]
    ordered = sorted(facts, key=lambda fact: (fact["quantity"], fact["kind"], fact["fact_id"]))
    return fact_table(ordered, view.t) if facts else view.t("published.none")


def fact_table(facts: Sequence[Row], t: Text) -> str:
    """Published figures as a Markdown table: value, kind, boundary, source and note of each."""
    columns = ("quantity", "value", "kind", "boundary", "source")
    rows = ["| " + " | ".join(t(f"published.{column}") for column in columns) + " |", "|---" * len(columns) + "|"]
    for fact in facts:
        scope = [t(f"scope.{fact['scope']}")] if fact["scope"] else []
        covers = (*run_text(fact, t), *scope, boundary_text(fact, t))
        note = escape(t.data(fact["note"]))
        cells = (
            t(f"quantity.{fact['quantity']}"),
            escape(published_value(fact, t)),
            kind_badge(fact["kind"], t),
            " · ".join(part for part in covers if part),
            f"{fact_link(fact['fact_id'], t)}{t('mark.stop')}{note}" if note else fact_link(fact["fact_id"], t),
        )
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)
