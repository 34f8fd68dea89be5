"""Every published energy and emission figure of a model beside its estimate."""

from __future__ import annotations

from collections.abc import Sequence

from content.charts import reported as charts
from content.charts.reported import Ratio
from content.columns import Numbers
from content.findings import provenance, ratios
from content.language import quantity
from content.parts import Chart, Parts
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.records import Estimate, Quantity
from footprint.uncertainty import Bounds

COMPARED = {"energy_mwh": "energy", "emissions_tco2e": "emissions"}  # published quantity -> family of its unit
NOT_THE_RUN = ("counterfactual", "fine_tuning", "idle", "training_and_use")  # scopes that are no training of this model


def chart(view: View) -> Parts:
    """Published ÷ estimated, one line a published figure, with the range of the estimate."""
    t, estimate = view.t, view.published[view.state.model]
    if not estimate.known:
        return
    facts = [
        fact
        for fact in catalog.facts().values()
        if fact["model_id"] == view.state.model and fact["quantity"] in COMPARED and fact["scope"] not in NOT_THE_RUN
    ]
    drawn = [fact for fact in facts if fact["value"] > 0]
    if not drawn:
        return
    rows = sorted((_ratio(fact, estimate, view) for fact in drawn), key=lambda row: (not row.same, -row.value))
    yield Chart(
        "reported",
        charts.ratios(
            rows,
            [(value, f"{quantity.number(value, t)}×") for value in charts.TICKS],
            same=t("reported.same"),
            other=t("reported.other"),
            estimated=t("series.estimated"),
        ),
        title=_title(rows, view),
        subtitle=t("reported.subtitle"),
        source=_source([fact for fact in facts if fact["value"] == 0], view),
        columns=lambda: _columns(facts, estimate, view),
    )


def _same(fact: Row) -> bool:
    """Whether a figure counts what the estimates count."""
    same: bool = (
        fact["boundary"] == "facility"
        and fact["accounting"] in ("", "location")
        and fact["scope"] == "final_run"
        and not provenance.of_another_run(fact)
    )
    return same


def _text(fact: Row, view: View) -> str:
    return quantity.show(fact["value"], COMPARED[fact["quantity"]], view.t, digits=quantity.PRINTED).text


def _about(fact: Row, view: View) -> list[str]:
    """What a figure counts: scope where it is not the final run, boundary, accounting, basis."""
    t = view.t
    scope = [t(f"scope.{fact['scope']}")] if fact["scope"] not in ("", "final_run") else []
    return [*scope, *provenance.run_text(fact, t), *provenance.boundary_text(fact, t).split(" · ")]


def _estimated(fact: Row, estimate: Estimate) -> Quantity:
    """What an estimate says of the quantity of a figure."""
    return estimate.energy if fact["quantity"] == "energy_mwh" else estimate.emissions


def _ratio(fact: Row, estimate: Estimate, view: View) -> Ratio:
    t, (median, low, high) = view.t, _estimated(fact, estimate).bounds
    value, about, text = fact["value"] / median, _about(fact, view), _text(fact, view)
    used = estimate.origin("reported_energy") == f"fact:{fact['fact_id']}"
    note = t("reported.used") if used else ""
    kind, source = t(f"kind.{fact['kind']}"), provenance.short_citation(fact["source_id"])
    lines = (
        f"<b>{text}</b>",
        f"{kind} · {' · '.join(about)}",
        source,
        t("reported.times", times=quantity.number(value, t)),
        note,
    )
    hover = "<br>".join(line for line in lines if line)
    label = f"<b>{text}</b><br>{about[0]}"
    factor = f"{quantity.number(value, t)}×" + ("*" if used else "")
    return Ratio(fact["fact_id"], label, value, low / median, high / median, factor, hover, _same(fact), used)


def _title(rows: Sequence[Ratio], view: View) -> str:
    """How far the comparable figures are from the estimate, but for the one that it rests on."""
    t, name = view.t, view.model["short_name"]
    used = any(row.same and row.used for row in rows)
    others = sorted((row for row in rows if row.same and not row.used), key=lambda row: row.value)
    rests = "used" if used else "beside"
    if not others:
        return t.plural(f"reported.title.{rests}.alone", len(rows), model=name, count=len(rows))
    low, high = (_times(row, view) for row in (others[0], others[-1]))
    if low == high:
        same = quantity.number(others[0].value, t) == "1"
        return t(f"reported.title.{rests}.{'same' if same else 'one'}", model=name, times=low)
    return t(f"reported.title.{rests}.range", model=name, low=low, high=high)


def _times(row: Ratio, view: View) -> str:
    """A published figure over the estimate, with the range that the estimate gives it."""
    return ratios.written(ratios.of_published(row.value, Bounds(1.0, row.low, row.high)), view.t)


def _source(zeros: Sequence[Row], view: View) -> str:
    """How to read the chart, and the figures of zero that its axis cannot hold."""
    t = view.t
    listed = "; ".join(f"{_text(fact, view)}, {' · '.join(_about(fact, view))}" for fact in zeros)
    return "  \n".join(
        line for line in (t("reported.source"), t("reported.zero", listed=listed) if zeros else "") if line
    )


def _columns(facts: Sequence[Row], estimate: Estimate, view: View) -> dict[str, Sequence[str] | Numbers]:
    t = view.t
    times = [fact["value"] / _estimated(fact, estimate).median for fact in facts]
    return {
        t("published.quantity"): [t(f"quantity.{fact['quantity']}") for fact in facts],
        t("published.value"): [_text(fact, view) for fact in facts],
        t("reported.ratio"): Numbers(times, "1", lambda value: quantity.number(value, t)),
        t("published.kind"): [t(f"kind.{fact['kind']}") for fact in facts],
        t("published.boundary"): [" · ".join(_about(fact, view)) for fact in facts],
        t("steps.source"): [provenance.short_citation(fact["source_id"]) for fact in facts],
    }
