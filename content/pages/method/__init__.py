"""Method: formulas, distributions, limits."""

from __future__ import annotations

from content.findings import provenance
from content.language import quantity
from content.language.headlined import Headlined
from content.language.messages import Text
from content.page import Page
from content.pages.method import accuracy
from content.parts import Finding, Formula, Note, Panel, Parts, Section, Words
from content.tables import catalog
from content.view import View
from footprint.uncertainty import interval

FORMULAS = {
    "compute": r"C = 6\,N\,D",
    "hours": r"H = \frac{C}{P\,U \cdot 3600}",
    "energy": r"E = H\,W \cdot \mathrm{PUE} \cdot 10^{-6}\ \mathrm{MWh}",
    "emissions": r"\mathrm{CO_2e} = E\,I \cdot 10^{-3}\ \mathrm{t}",
    "embodied": r"M = H\,m \cdot 10^{-3}\ \mathrm{t}",
    "query": r"e = \frac{2\,N\,d}{P\,u} \cdot \frac{W \cdot \mathrm{PUE}}{3600}\ \mathrm{Wh}",
}


def parts(view: View) -> Parts:
    """The page."""
    yield finding(view)
    yield from accuracy.section(view)
    yield accuracy.methods(view)
    yield from formulas(view.t)
    yield from priors(view.t)
    yield from limits(view.t)


def finding(view: View) -> Finding:
    """How right the estimates are."""
    t = view.t
    rows = accuracy.of("chip_hours_to_energy")
    worst = max(row.factor for row in rows)
    title = t("method.title", worst=quantity.number(worst, t), count=len(rows))
    return Finding(title, (t("method.intro"),), figure=Headlined.of("times", worst))


def formulas(t: Text) -> Parts:
    """The chain from parameters to emissions."""
    yield Section(t("method.paths.title"))
    yield Words(t("method.paths.text"))
    for key, formula in FORMULAS.items():
        yield Note(t(f"method.formula.{key}"))
        yield Formula(formula)
    yield Note(t("method.symbols"))


def priors(t: Text) -> Parts:
    """How sure an order of models is, and the distributions behind the estimates."""
    yield Section(t("method.places.title"))
    yield Words(t("method.places.text"))
    names = ("quantity", "applies", "median_value", "spread", "support")
    lines = ["| " + " | ".join(t(f"table.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    for prior in catalog.priors().values():
        unit = "" if prior["unit"] == "ratio" else f" {prior['unit']}"
        factor = f"{interval(1.0, prior['sd_log10'])[1]:.2f}"
        spread = t("steps.factor", value=factor) if prior["sd_log10"] > 0 else "–"
        value = quantity.scientific(prior["median"], t, 4) + unit
        quantity_, applies, support = (t.data(prior[name]) for name in ("quantity", "applies_to", "support"))
        cells = (quantity_, applies, value, spread, support)
        lines.append("| " + " | ".join(provenance.escape(cell) for cell in cells) + " |")
    yield Panel("priors", t("method.priors.title"), lambda: [Words("\n".join(lines))], small=True)


def limits(t: Text) -> Parts:
    """What stays outside, and how to cite."""
    yield Section(t("method.limits.title"))
    yield Words(t("method.limits.text"))
    yield Words(t("method.cite", version=catalog.dataset().version))


PAGE = Page("method", parts, finding)
