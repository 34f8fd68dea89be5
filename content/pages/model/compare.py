"""The chosen model as published, under the sidebar's assumptions (A) and under those kept beside them (B)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from content.charts.bars import Bar
from content.columns import Numbers
from content.controls import Button
from content.findings import estimate_cards, grid_basis, ratios
from content.language import quantity
from content.language.messages import Text
from content.pages.model import emission_bars
from content.parts import Chart, Line, Parts
from content.state.parameters import ASSUMPTIONS, SECOND
from content.tables import catalog
from content.view import View
from footprint import chain
from footprint.records import Estimate
from footprint.scenario import AS_PUBLISHED, Scenario
from footprint.uncertainty import Bounds

# One click: another chip, another place, both. The first is the question that readers ask most.
PRESETS = (
    {"hardware": "h100-sxm5", "region": "FRA"},
    {"region": "FRA"},
    {"region": "CHN"},
    {"hardware": "h100-sxm5"},
)
EXAMPLES = 2  # of them in the chart, until the reader sets something


@dataclass(frozen=True)
class Case:
    """One scenario of the chosen model."""

    name: str  # as in the messages: published, a, b or example
    scenario: Scenario
    estimate: Estimate

    @property
    def known(self) -> bool:
        """Whether the model can be estimated under the scenario."""
        return bool(self.estimate.known)


def _case(name: str, scenario: Scenario, view: View) -> Case:
    return Case(name, scenario, catalog.estimates(scenario)[view.state.model])


def _cases(view: View) -> list[Case]:
    """As published, A and B where they are set, and two ready-made ones where neither is."""
    both = (("a", view.scenario), ("b", view.state.scenario_b()))
    chosen = [(name, scenario) for name, scenario in both if scenario != AS_PUBLISHED]
    examples = [("example", _preset_scenario(preset)) for preset in _possible(view)[:EXAMPLES]]
    return [_case(name, scenario, view) for name, scenario in [("published", AS_PUBLISHED), *(chosen or examples)]]


def _possible(view: View) -> list[dict[str, str]]:
    """Presets that change something and allow an estimate."""
    own = {view.model["accelerator_id"], view.model["grid_id"]}
    return [
        preset
        for preset in PRESETS
        if not own & set(preset.values()) and _case("example", _preset_scenario(preset), view).known
    ]


def _preset_scenario(preset: dict[str, str]) -> Scenario:
    return Scenario(accelerator_id=preset.get("hardware"), grid_id=preset.get("region"))


def presets(view: View) -> Line:
    """Ready-made scenarios of the chosen model, one click each; without those that allow no estimate."""
    possible = _possible(view)
    return Line([_button(number, preset, view) for number, preset in enumerate(PRESETS) if preset in possible])


def _button(number: int, preset: dict[str, str], view: View) -> Button:
    return Button(f"compare.preset.{number}", _preset_label(preset, view), dict.fromkeys(ASSUMPTIONS) | preset)


def _preset_label(preset: dict[str, str], view: View) -> str:
    t = view.t
    chip = catalog.accelerators()[preset["hardware"]]["name"] if "hardware" in preset else ""
    region = catalog.region_names(t.language)[preset["region"]] if "region" in preset else ""
    kind = "both" if chip and region else "chip" if chip else "region"
    return t(f"compare.preset.{kind}", model=view.model["short_name"], chip=chip, region=region)


def chart(view: View) -> Parts:
    """The scenarios side by side, with their ranges and the factor between them."""
    t = view.t
    known = [case for case in _cases(view) if case.known]
    if len(known) < 2:
        return
    yield Chart(
        "compare",
        emission_bars.figure([_bar(case, view) for case in known], view),
        title=_title(known, view),
        subtitle=_subtitle(known, view),
        source=t("compare.source.example" if known[-1].name == "example" else "compare.source"),
        columns=lambda: {
            t("compare.case"): [t(f"compare.case.{case.name}") for case in known],
            t("compare.assumptions"): [view.scenario_text(case.scenario, view.state.model) for case in known],
            t("table.emissions"): _column([case.estimate.emissions.median for case in known], t),
            t("table.low"): _column([case.estimate.emissions.low for case in known], t),
            t("table.high"): _column([case.estimate.emissions.high for case in known], t),
            t("compare.path"): [t(f"path.{case.estimate.path}") for case in known],
        },
    )


def _column(tonnes: Sequence[float], t: Text) -> Numbers:
    return Numbers(tonnes, "t CO2e", lambda value: quantity.show(value, "emissions", t).text)


def _bar(case: Case, view: View) -> Bar:
    t, estimate = view.t, case.estimate
    amount = estimate_cards.emissions(estimate, view)
    name = t(f"compare.case.{case.name}")
    changed = case.scenario != AS_PUBLISHED
    parts = view.scenario_text(case.scenario, view.state.model).split(" · ") if changed else []
    lines = [" · ".join(parts[start : start + 2]) for start in range(0, len(parts), 2)]
    label = "<br>".join((f"<b>{name}: {amount.text}</b>" if name else f"<b>{amount.text}</b>", *lines))
    hover = "<br>".join(line for line in (label, amount.range_text(t), t(f"path.{estimate.path}")) if line)
    low, high = estimate.emissions.low, estimate.emissions.high
    mark = estimate_cards.comparable_value(view.model) if case.name == "published" else math.nan
    mark_hover = estimate_cards.published_hover(view.model, view) if math.isfinite(mark) else ""
    return Bar(label, estimate.emissions.median, hover, False, low, high, mark, mark_hover)


def _pair(cases: Sequence[Case]) -> tuple[Case, Case]:
    """The two scenarios of the title's factor: A against B, else the first one set against what was published."""
    by_name = {case.name: case for case in reversed(cases)}
    if "a" in by_name and "b" in by_name:
        return by_name["a"], by_name["b"]
    return cases[1], cases[0]


def _title(cases: Sequence[Case], view: View) -> str:
    t, (first, second) = view.t, _pair(cases)
    ratio = Bounds(*chain.ratio(first.estimate, second.estimate))
    median = ratio.median
    about = {
        "model": view.model["short_name"],
        "first": estimate_cards.emissions(first.estimate, view).text,
        "second": estimate_cards.emissions(second.estimate, view).text,
        "scenario": view.scenario_text(first.scenario, view.state.model),
    }
    compared = "two" if second.name == "b" else "one"
    if quantity.number(median, t) == "1":
        return t(f"compare.title.{compared}.same", **about)
    way = "lower" if median < 1 else "higher"
    larger = ratio if median > 1 else ratio.inverse
    return t(f"compare.title.{compared}.{way}", times=ratios.written(larger, t), **about)


def _subtitle(cases: Sequence[Case], view: View) -> str:
    """Quantity and boundary, the factor with its range, and the assumptions of each scenario."""
    t, (first, second) = view.t, _pair(cases)
    if chain.ratio(first.estimate, second.estimate)[0] < 1:  # the larger over the smaller, as in the title
        first, second = second, first
    median, low, high = chain.ratio(first.estimate, second.estimate)
    ratio = [quantity.number(value, t) for value in (median, low, high)]
    names = (t(f"compare.case.{case.name}") for case in (first, second))
    factor = t("compare.factor", names=" ÷ ".join(names), value=ratio[0], low=ratio[1], high=ratio[2])
    uncertain = t("compare.uncertain") if low < 1 < high else ""
    about = t("compare.subtitle", scope=t(f"scope.{estimate_cards.covers(view.model, first.estimate)}"))
    bases = grid_basis.warning((case.estimate.origin("grid") for case in cases), t)
    return " ".join(part for part in (about, factor, uncertain, bases) if part)


def second(view: View) -> Parts:
    """Keep the present assumptions as B, swap the two, or drop B; nothing to do where neither is set."""
    first_values = [getattr(view.state, name) for name in ASSUMPTIONS]
    second_values = [getattr(view.state, name) for name in SECOND]
    if view.scenario == view.state.scenario_b() == AS_PUBLISHED:
        return
    ways = {
        "keep": zip(SECOND, first_values, strict=True),
        "swap": zip((*ASSUMPTIONS, *SECOND), (*second_values, *first_values), strict=True),
        "clear": dict.fromkeys(SECOND).items(),
    }
    yield Line([Button(f"compare.{way}", view.t(f"compare.{way}"), dict(values)) for way, values in ways.items()])
