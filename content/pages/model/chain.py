"""The estimate as a chain of steps, and as a sum of tonnes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from content.charts.bars import Bar
from content.columns import Numbers
from content.controls import Switch
from content.findings import estimate_cards, provenance, range_shares
from content.language import quantity
from content.language.quantity import Displayed
from content.pages.model import emission_bars
from content.parts import Box, Cards, Chart, Figure, Panel, Parts, Section, Words
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint import chain
from footprint.chain import Step
from footprint.compute import flop_per_parameter_and_token
from footprint.records import Estimate
from footprint.units import convert

BEST = "best"  # start of the chain
BESIDE = 3  # cards in a row


def _estimate(view: View) -> Estimate:
    """The estimate that is followed: one that starts further back if wanted and known, else the best."""
    start = view.state.chain
    if start == BEST:
        return view.estimate
    other = catalog.estimates_from(start, view.scenario)[view.state.model]
    return other if other.known else view.estimate


def steps(view: View) -> Parts:
    """From the first figure to the tonnes, one card a step."""
    t, estimate = view.t, _estimate(view)
    yield Section(t("chain.title", model=view.model["short_name"]))
    yield Switch("chain", lambda value: t(f"chain.start.{value}"))
    taken = chain.steps(estimate)
    if not taken:
        yield Box([Words(f"**{t('chain.none')}** {t('reason.' + estimate.reason)}")])
        return
    yield Words(_intro(estimate, view))
    cards = [_card(number, taken, estimate, view) for number in range(len(taken))]
    for start in range(0, len(cards), BESIDE):
        yield Cards(cards[start : start + BESIDE])


def _intro(estimate: Estimate, view: View) -> str:
    """The path in words; and how far it is from the best one, where it is another."""
    t, best, start = view.t, view.estimate, view.state.chain
    path = t("chain.path", path=t(f"path.{estimate.path}"))
    if estimate.path != best.path:
        median, low, high = (quantity.number(value, t) for value in chain.ratio(estimate, best))
        times = t("ratio", times=median, low=low, high=high)
        return path + t("chain.beside", times=times, best=estimate_cards.emissions(best, view).text)
    return path if start in (BEST, best.path) else path + t("chain.elsewhere", start=t(f"chain.start.{start}"))


def _card(number: int, taken: Sequence[Step], estimate: Estimate, view: View) -> Figure:
    """One step: what enters, what it comes to, and where the factor comes from."""
    t, step = view.t, taken[number]
    badge, source = provenance.origin(step.origin, t)
    if step.name == "embodied":
        source = " · ".join(provenance.link(source_id) for source_id in estimate_cards.EMBODIED_SOURCES)
    note = " ".join(part for part in (_factor(number, taken, estimate, view), _becomes(step, view)) if part)
    label = f"{number + 1}. {t(f'chain.step.{step.name}')}"
    return Figure(label, _result(step, view), badge, _with_peak(step, source, view), note)


def _result(step: Step, view: View) -> Displayed:
    """What the chain has come to, in its unit."""
    t = view.t
    if step.name == "compute":
        texts = [quantity.power_of_ten(value, t) for value in (step.result, step.low, step.high)]
        return _ranged(texts, "FLOP", step)
    if step.name in ("chip_hours", "mfu"):
        hours = [quantity.compact(quantity.significant(value), t) for value in (step.result, step.low, step.high)]
        return _ranged(hours, t("chain.unit.chip_hours"), step)
    family = "emissions" if step.name in ("grid", "embodied") else "energy"
    return quantity.show(step.result, family, t, step.low, step.high)


def _ranged(texts: Sequence[str], unit: str, step: Step) -> Displayed:
    median, low, high = texts
    return Displayed(median, unit, low, high) if step.low < step.high else Displayed(median, unit)


def _factor(number: int, taken: Sequence[Step], estimate: Estimate, view: View) -> str:
    """The factor of a step in figures; empty where the result says it already."""
    t, step, model = view.t, taken[number], view.model
    if step.name == "compute" and estimate.path == "parameters_tokens":
        parameters, tokens = (quantity.compact(model[name], t) for name in ("active_parameters", "training_tokens"))
        per_token = flop_per_parameter_and_token(model["encoder_decoder"])
        return t("chain.factor.counted", factor=f"{per_token:.0f}", parameters=parameters, tokens=tokens)
    if step.name == "mfu":
        peak = convert(chain.peak_flop_per_s(taken[number - 1], step), "FLOP/s", "TFLOP/s")
        return t("chain.factor.mfu", peak=quantity.number(peak, t, 3), mfu=f"{step.value:.2f}")
    if step.name == "pue" and not math.isnan(step.replaced_pue):
        return t("chain.factor.pue", pue=f"{step.value:.2f}", before=f"{step.replaced_pue:.2f}")
    if step.name == "embodied":
        return f"\\+ {quantity.show(step.value, 'emissions', t).text}."
    if number == 0:
        return ""
    return f"× {provenance.factor_value(step.name, step.value, t)}."


def _becomes(step: Step, view: View) -> str:
    """What the result of a step is, in words."""
    if step.name == "reported_energy":
        return view.t("chain.covers", boundary=view.t(f"boundary.{view.model['energy_boundary']}"))
    return view.t(f"chain.becomes.{step.name}")


def _with_peak(step: Step, source: str, view: View) -> str:
    """Source of a step; peak speed and MFU have one each."""
    if step.name != "mfu":
        return source
    chip = catalog.accelerators()[view.scenario.accelerator_id or view.model["accelerator_id"]]
    return view.t("chain.source.peak", chip=chip["name"], peak=provenance.link(chip["source_id"]), mfu=source)


def waterfall(view: View) -> Parts:
    """What each part adds to the tonnes."""
    t, estimate, name = view.t, _estimate(view), view.model["short_name"]
    taken = chain.steps(estimate)
    if not taken:
        return
    drawn = _bars(taken, estimate, view)
    yield Chart(
        "waterfall",
        emission_bars.figure(drawn, view),
        title=_title(taken, name, view),
        subtitle=t(
            "waterfall.subtitle",
            scope=_scope(estimate, view),
            scenario=view.assumed(),
        ),
        source=t("waterfall.source"),
        columns=lambda: {
            t("waterfall.part"): [_plain(bar.label) for bar in drawn],
            t("table.emissions"): Numbers([bar.value for bar in drawn], "t CO2e", lambda value: _text(value, view)),
            t("table.low"): Numbers([bar.low for bar in drawn], "t CO2e", lambda value: _text(value, view)),
            t("table.high"): Numbers([bar.high for bar in drawn], "t CO2e", lambda value: _text(value, view)),
        },
    )


def _scope(estimate: Estimate, view: View) -> str:
    return view.t(f"scope.{estimate_cards.covers(view.model, estimate)}")


def _title(taken: Sequence[Step], name: str, view: View) -> str:
    """What the manufacture adds, under any assumption."""
    t, last = view.t, taken[-1]
    total = quantity.show(last.result, "emissions", t).text
    embodied = quantity.show(last.value, "emissions", t).text if last.name == "embodied" else ""
    if embodied:
        return t("waterfall.title", model=name, total=total, embodied=embodied)
    return t("waterfall.title.operational", model=name, total=total)


def _bars(taken: Sequence[Step], estimate: Estimate, view: View) -> list[Bar]:
    """Parts of the operational emissions, their sum, manufacture, and the total."""
    model = view.model
    parts = chain.tonnes(taken)
    # A single part is the sum itself.
    drawn = [_part(_part_name(name, estimate, model), tonnes, view) for name, tonnes in parts if len(parts) > 1]
    operational = next(step for step in taken if step.name == "grid")
    published = math.nan if view.what_if else estimate_cards.comparable_value(model)
    drawn.append(_sum("operational", operational, view, published))
    if taken[-1].name == "embodied":
        bounds = estimate.embodied.low, estimate.embodied.high
        drawn.append(_part("embodied", taken[-1].value, view, *bounds))
        drawn.append(_sum("total", taken[-1], view))
    return drawn


def _part_name(step_name: str, estimate: Estimate, model: Row) -> str:
    """What the energy of a step adds: message id after `waterfall.part.`."""
    if step_name == "reported_energy":
        return str(model["energy_boundary"])
    return {"power": "it", "energy_per_flop": "facility"}.get(step_name, step_name)


def _part(name: str, tonnes: float, view: View, low: float = math.nan, high: float = math.nan) -> Bar:
    amount = quantity.show(tonnes, "emissions", view.t, low, high)
    label = view.t(f"waterfall.part.{name}")
    hover = "<br>".join(line for line in (f"<b>{label}</b>", amount.text, amount.range_text(view.t)) if line)
    return Bar(f"{label}<br><b>{amount.text}</b>", tonnes, hover, True, low, high)


def _sum(name: str, step: Step, view: View, published: float = math.nan) -> Bar:
    t = view.t
    amount = quantity.show(step.result, "emissions", t, step.low, step.high)
    label = t(f"waterfall.part.{name}")
    hover = f"<b>{label}</b><br>{amount.text}<br>{amount.range_text(t)}"
    mark = ""
    if math.isfinite(published):
        mark = estimate_cards.published_hover(view.model, view)
    return Bar(f"<b>{label}<br>{amount.text}</b>", step.result, hover, False, step.low, step.high, published, mark)


def uncertainty(view: View) -> Parts:
    """Which factor the range of the chain comes from, and all factors as a table for those who want it."""
    estimate = _estimate(view)
    yield from range_shares.chart(estimate, view)
    if estimate.known:
        yield Panel("factors", view.t("chain.factors"), lambda: [Words(provenance.steps(view, estimate))])


def _text(tonnes: float, view: View) -> str:
    return quantity.show(tonnes, "emissions", view.t).text


def _plain(label: str) -> str:
    """A label of the chart without its marks and its amount."""
    return label.split("<br>")[0].removeprefix("<b>")
