"""Method: formulas, distributions, backtest, limits."""

from __future__ import annotations

import streamlit as st

from components import catalog, figure, frame, provenance, quantity
from components.charts import backtest as charts
from components.charts import style
from components.controls import bound
from components.figure import Finding
from components.i18n import Text
from components.view import View
from footprint.backtest import Result, Rival
from footprint.backtest_rows import Accuracy, Row
from footprint.uncertainty import interval

FORMULAS = {
    "compute": r"C = 6\,N\,D",
    "hours": r"H = \frac{C}{P\,U \cdot 3600}",
    "energy": r"E = H\,W \cdot \mathrm{PUE} \cdot 10^{-6}\ \mathrm{MWh}",
    "emissions": r"\mathrm{CO_2e} = E\,I \cdot 10^{-3}\ \mathrm{t}",
    "embodied": r"M = H\,m \cdot 10^{-3}\ \mathrm{t}",
    "query": r"e = \frac{2\,N\,d}{P\,u} \cdot \frac{W \cdot \mathrm{PUE}}{3600}\ \mathrm{Wh}",
}
STRICT = "publication"  # the harder of the two ways to leave out
# The kind of truth that tests each path in the chart.
TRUTH = {"h": "reported_hours", "MWh": "measured_system"}


def headline() -> None:
    """The finding of the page."""
    figure.finding(finding(frame.view()))


def finding(view: View) -> Finding:
    """How right the estimates are."""
    t = view.t
    rows = _rows("chip_hours_to_energy")
    worst = max(row.factor for row in rows)
    return Finding(t("method.title", worst=quantity.number(worst, t), count=len(rows)), (t("method.intro"),))


def formulas() -> None:
    """The chain from parameters to emissions."""
    t = frame.view().t
    st.subheader(t("method.paths.title"), anchor=False)
    st.markdown(t("method.paths.text"))
    for key, formula in FORMULAS.items():
        st.caption(t(f"method.formula.{key}"))
        st.latex(formula)
    st.caption(t("method.symbols"))


def _rows(path: str) -> list[Row]:
    found = [row for row in catalog.backtest().rows if row.path == path and row.cv == STRICT]
    return [row for row in found if row.truth == TRUTH[row.unit]]


def chart() -> None:
    """Predicted against published values of one path."""
    view = frame.view()
    t = view.t
    st.subheader(t("method.backtest.title"), anchor=False)
    st.markdown(t("method.backtest.text"))
    bound.menu(view, "path", lambda value: t(f"backtest.{value}"))
    rows = _rows(view.values["path"])
    pairs = [charts.Pair(row.true, row.predicted, _hover(row, t)) for row in rows]
    low, high = style.decades([value for pair in pairs for value in (pair.published, pair.predicted)], head_room=2)
    within = sum(row.factor <= charts.BAND for row in rows)
    figure.chart(
        charts.predicted_against_published(
            pairs,
            quantity.ticks("plain", low, high, t),
            t("method.chart.published"),
            t("method.chart.predicted"),
        ),
        key="backtest",
        title=t("method.chart.title", within=within, count=len(pairs)),
        subtitle=t("method.chart.subtitle", quantity=t(f"method.quantity.{rows[0].unit}")),
        source=t("method.chart.source"),
        columns=lambda: {
            t("table.model"): [row.run_id for row in rows],
            t("method.chart.published"): [quantity.plain(row.true, t) for row in rows],
            t("method.chart.predicted"): [quantity.number(row.predicted, t, 3) for row in rows],
        },
        t=t,
    )


def _hover(row: Row, t: Text) -> str:
    published, predicted = quantity.plain(row.true, t), quantity.number(row.predicted, t, 3)
    texts = (t("method.chart.published"), t("method.chart.predicted"))
    truth = f"{texts[0]}: {published} {row.unit} ({t(f'truth.{row.truth}')})"
    return f"<b>{row.run_id}</b><br>{truth}<br>{texts[1]}: {predicted} {row.unit}"


def results() -> None:
    """Accuracy on the chosen path, and that of other methods on the same runs."""
    view = frame.view()
    t, found, path = view.t, catalog.backtest(), view.values["path"]
    ours = [_result(result, t) for result in found.results if result.path == path]
    st.markdown(_table(ours, ("truth", "left_out"), t))
    theirs = [_rival(rival, t) for rival in found.rivals if rival.path == path]
    if not theirs:
        return
    st.subheader(t("method.rivals.title"), anchor=False)
    st.markdown(_table(theirs, ("method", "truth"), t))
    st.caption(t("method.rivals.text", ahead=_ahead(view, path)))


def _accuracy(accuracy: Accuracy, t: Text) -> list[str]:
    shares = (accuracy.within_1_25, accuracy.within_1_5, accuracy.within_2)
    covered = (accuracy.covered_50, accuracy.covered_90)
    return [
        str(accuracy.n),
        f"{accuracy.median_factor:.2f}",
        *(quantity.percent(share, t) for share in shares),
        f"{accuracy.worst:.2f}",
        *("–" if share is None or share != share else quantity.percent(share, t) for share in covered),
    ]


def _result(result: Result, t: Text) -> list[str]:
    return [t(f"truth.{result.truth}"), t(f"cv.{result.cv}"), *_accuracy(result, t)]


def _rival(rival: Rival, t: Text) -> list[str]:
    name = provenance.escape(rival.method) + (" \\*" if rival.in_sample else "")
    return [name, t(f"truth.{rival.truth}"), *_accuracy(rival, t)]


def _ahead(view: View, path: str) -> str:
    """Where rivals are better on a path, in words: their score against ours."""
    t = view.t
    found = [
        f"{t(f'truth.{verdict.truth}')}, {t(f'verdict.{verdict.column}')}: {provenance.escape(verdict.best_method)} "
        f"({_score(verdict.column, verdict.best, t)} / {_score(verdict.column, verdict.ours, t)})"
        for verdict in catalog.backtest().verdicts
        if verdict.path == path and verdict.cv == STRICT and verdict.ahead
    ]
    return "; ".join(found) or t("method.rivals.none")


def _score(column: str, value: float, t: Text) -> str:
    return quantity.percent(value, t) if column.startswith("within") else f"{value:.2f}"


def _table(rows: list[list[str]], first: tuple[str, str], t: Text) -> str:
    names = (*first, "n", "median", "within125", "within15", "within2", "worst", "covered50", "covered90")
    lines = ["| " + " | ".join(t(f"table.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def priors() -> None:
    """How sure an order of models is, and the distributions behind the estimates."""
    t = frame.view().t
    st.subheader(t("method.places.title"), anchor=False)
    st.markdown(t("method.places.text"))
    names = ("quantity", "applies", "median_value", "spread", "support")
    lines = ["| " + " | ".join(t(f"table.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    for prior in catalog.priors().values():
        unit = "" if prior["unit"] == "ratio" else f" {prior['unit']}"
        factor = f"{interval(1.0, prior['sd_log10'])[1]:.2f}"
        spread = t("steps.factor", value=factor) if prior["sd_log10"] > 0 else "–"
        value = quantity.scientific(prior["median"], t, 4) + unit
        cells = (prior["quantity"], prior["applies_to"], value, spread, prior["support"])
        lines.append("| " + " | ".join(provenance.escape(cell) for cell in cells) + " |")
    with st.expander(t("method.priors.title")):
        st.markdown("\n".join(lines))


def limits() -> None:
    """What stays outside, and how to cite."""
    t = frame.view().t
    st.subheader(t("method.limits.title"), anchor=False)
    st.markdown(t("method.limits.text"))
    st.markdown(t("method.cite", version=catalog.dataset().version))
