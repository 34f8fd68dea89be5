"""How right the estimates are: the backtest on published runs, and other methods on the same runs."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

from content.charts import backtest as charts
from content.charts import rows as charts_of_rows
from content.charts import style
from content.charts.rows import Point, Series
from content.columns import Columns, Numbers
from content.controls import Menu
from content.language import quantity
from content.language.messages import Text
from content.parts import Chart, Parts, Section, Words
from content.tables import catalog
from content.view import View
from footprint.backtest import Result, Rival
from footprint.backtest_rows import Accuracy, Row

STRICT = "publication"  # the harder of the two ways to leave out
WAYS = ("model", STRICT)
# The kind of truth that tests each path in the charts.
TRUTH = {"h": "reported_hours", "MWh": "measured_system"}
LABEL_WIDTH = 24  # letters
LABEL_HEIGHT = 40  # of a row, px: a label of two lines
STEP = 0.5  # between the labels of the factors

Method = Result | Rival


def of(path: str) -> list[Row]:
    """Every run that tests a path, predicted with its whole publication left out."""
    rows = [row for row in catalog.backtest().rows if row.path == path and row.cv == STRICT]
    return [row for row in rows if row.truth == TRUTH[row.unit]]


def section(view: View) -> Parts:
    """Heading, choice of the path and its chart."""
    t = view.t
    yield Section(t("method.backtest.title"))
    yield Words(t("method.backtest.text"))
    yield Menu("path", lambda value: t(f"backtest.{value}"))
    yield chart(view)


def chart(view: View) -> Chart:
    """Predicted against published values of one path."""
    t, rows = view.t, of(view.state.path)
    pairs = [charts.Pair(row.true, row.predicted, _hover(row, t)) for row in rows]
    low, high = style.decades([value for pair in pairs for value in (pair.published, pair.predicted)], head_room=2)
    within = sum(row.factor <= charts.BAND for row in rows)
    return Chart(
        "backtest",
        charts.predicted_against_published(
            pairs,
            quantity.ticks("plain", low, high, t),
            t("method.chart.published"),
            t("method.chart.predicted"),
        ),
        title=t("method.chart.title", within=within, count=len(pairs)),
        subtitle=t("method.chart.subtitle", quantity=t(f"method.quantity.{rows[0].unit}")),
        source=t("method.chart.source"),
        columns=lambda: {
            t("table.model"): [row.run_id for row in rows],
            t("method.chart.published"): Numbers(
                [row.true for row in rows], rows[0].unit, lambda value: quantity.plain(value, t)
            ),
            t("method.chart.predicted"): Numbers(
                [row.predicted for row in rows], rows[0].unit, lambda value: quantity.number(value, t, 3)
            ),
        },
    )


def _hover(row: Row, t: Text) -> str:
    published, predicted = quantity.plain(row.true, t), quantity.number(row.predicted, t, 3)
    texts = (t("method.chart.published"), t("method.chart.predicted"))
    truth = f"{texts[0]}: {published} {row.unit} ({t(f'truth.{row.truth}')})"
    return f"<b>{row.run_id}</b><br>{truth}<br>{texts[1]}: {predicted} {row.unit}"


def methods(view: View) -> Chart:
    """Median and worst error of the chosen path, and of other methods on the same runs."""
    t, path, backtest = view.t, view.state.path, catalog.backtest()
    truth = TRUTH[of(path)[0].unit]
    ours = [result for result in backtest.results if result.path == path]
    theirs = [rival for rival in backtest.rivals if rival.path == path]
    every: list[Method] = [*ours, *theirs]
    strict = next(result for result in ours if (result.truth, result.cv) == (truth, STRICT))
    groups: dict[str, Sequence[Method]] = {
        "ours": [result for result in ours if result.truth == truth],
        "theirs": [rival for rival in theirs if rival.truth == truth and not rival.in_sample],
        "fitted": [rival for rival in theirs if rival.truth == truth and rival.in_sample],
        "sampled": [method for method in every if method.truth == "sampled_system"],
    }
    compared = sorted(method.median_factor for name in ("theirs", "fitted") for method in groups[name])
    return Chart(
        "methods",
        _drawn(groups, t),
        title=t(
            "method.methods.title" if compared else "method.methods.title.alone",
            ours=f"{strict.median_factor:.2f}",
            worst=f"{strict.worst:.2f}",
            low=f"{compared[0]:.2f}" if compared else "",
            high=f"{compared[-1]:.2f}" if compared else "",
            count=strict.n,
        ),
        subtitle=t("method.methods.subtitle", truth=t(f"truth.{truth}")),
        source=t("method.methods.source"),
        columns=lambda: _columns(every, t),
    )


def _name(method: Method, t: Text) -> str:
    return method.method if isinstance(method, Rival) else t(f"method.ours.{method.cv}")


def _label(method: Method, t: Text) -> str:
    """Name of a method on two lines, without what stands in brackets."""
    return "<br>".join(textwrap.wrap(_name(method, t).partition(" (")[0], LABEL_WIDTH))


def _drawn(groups: dict[str, Sequence[Method]], t: Text) -> dict[str, object]:
    """Rows of methods, ours first, then from the smallest median error to the largest."""
    looks = {
        "ours": (style.ESTIMATED, "circle-open"),
        "theirs": (style.MOORE, "circle"),
        "fitted": (style.MOORE, "circle-open"),
        "sampled": (style.CLAIM, "diamond-open"),
    }
    series = [
        Series(
            t(f"method.series.{name}"), *looks[name], [_point(method, name != "sampled", t) for method in groups[name]]
        )
        for name in looks
    ]
    others = sorted([*groups["theirs"], *groups["fitted"]], key=lambda method: method.median_factor)
    labels = list(dict.fromkeys(_label(method, t) for method in [*groups["ours"], *others]))
    furthest = max(method.worst for methods in groups.values() for method in methods)
    steps = [1 + STEP * step for step in range(1 + math.ceil((furthest - 1) / STEP))]
    axis = {
        "range": [1 - 0.1 * STEP, steps[-1]],
        "tickmode": "array",
        "tickvals": steps,
        "ticktext": [f"{quantity.number(step, t)}×" for step in steps],
        "zeroline": False,
    }
    return charts_of_rows.drawn(series, labels, axis, LABEL_HEIGHT)


def _point(method: Method, ranged: bool, t: Text) -> Point:
    truth, worst = t(f"truth.{method.truth}"), f"{method.worst:.2f}"
    lines = (
        f"<b>{_name(method, t)}</b>",
        truth,
        t("method.methods.hover", count=method.n, median=f"{method.median_factor:.2f}", worst=worst),
    )
    low, high = (method.median_factor, method.worst) if ranged else (math.nan, math.nan)
    return Point(_label(method, t), method.median_factor, "<br>".join(lines), truth, low, high)


def _columns(methods: Sequence[Method], t: Text) -> Columns:
    return {
        t("table.method"): [_name(method, t) for method in methods],
        t("table.truth"): [t(f"truth.{method.truth}") for method in methods],
        t("table.fitted"): [
            t("table.fitted.yes") if isinstance(method, Rival) and method.in_sample else "" for method in methods
        ],
        t("table.n"): Numbers([method.n for method in methods], "1", lambda value: f"{value:.0f}"),
        **dict(_accuracies(methods, t)),
    }


def _accuracies(methods: Sequence[Accuracy], t: Text) -> Iterator[tuple[str, Numbers]]:
    def factor(value: float) -> str:
        return f"{value:.2f}"

    def share(value: float) -> str:
        return quantity.percent(value, t)

    for name, column, text in (
        ("median", "median_factor", factor),
        ("within125", "within_1_25", share),
        ("within15", "within_1_5", share),
        ("within2", "within_2", share),
        ("worst", "worst", factor),
        ("covered50", "covered_50", share),
        ("covered90", "covered_90", share),
    ):
        yield t(f"table.{name}"), Numbers([getattr(method, column) for method in methods], "1", text)
