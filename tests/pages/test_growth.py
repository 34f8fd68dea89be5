"""The growth page: the reader's own fit, published fits found again, a model that stands out."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from content.findings import growth_points
from content.tables import catalog
from footprint.growth_fit import MINIMUM
from footprint.scenario import AS_PUBLISHED
from footprint.units import FLOP_PER_PFS_DAY
from tests.pages.visit import address, drawings, healthy, metrics, open_page


def finding(app: AppTest) -> str:
    """Title of the chart."""
    return drawings(app)[0].alt


def traces(app: AppTest) -> dict[str, dict[str, Any]]:
    """Traces of the chart by name; of a curve its solid part."""
    found = drawings(app)[0].figure["data"]
    return {
        trace["name"]: trace
        for trace in found
        if "name" in trace and trace.get("line", {}).get("dash", "solid") == "solid"
    }


def months(app: AppTest) -> tuple[float, ...]:
    """Doubling time and its interval, from the title."""
    return tuple(float(number) for number in re.findall(r"([\d.]+)(?= months;| to |$)", finding(app)))


def test_the_fit_of_openai_is_found_again() -> None:
    # research on the same 15 systems: 3.44 months, 95 % interval 2.59 to 5.09.
    app = open_page("growth", select="chart2018")
    assert finding(app) == "OpenAI's 15 systems of 2018 (15): doubled every 3.4 months; 95% interval 2.6 to 5.1"
    without = open_page("growth", select="chart2018", selfplay="left_out")
    assert finding(without).endswith("doubled every 4.5 months; 95% interval 3.2 to 7.7")


def test_other_measures_count_the_systems_of_openai_only() -> None:
    shown = re.search(r"\((\d+)\)", finding(open_page("growth", select="chart2018", measure="energy")))
    dated = {point.model_id for point in growth_points.estimated_points(AS_PUBLISHED, "energy")}
    expected = len(dated & set(catalog.chart_2018()))
    assert shown
    assert int(shown[1]) == expected < 15


def test_the_arithmetic_unfolds_with_the_same_figures() -> None:
    text = next(part.value for part in open_page("growth").markdown if "petaflop/s-days" in part.value)
    for figure in ("0.0058", "1,862", "320,000", "18.3", "64.6", "3.44", "2.59", "5.09", "4.52", "3.19", "7.74"):
        assert figure in text, figure


def test_records_grow_faster_than_the_field() -> None:
    field, records = (months(open_page("growth", select=select))[0] for select in ("all", "records"))
    assert records < field


@pytest.mark.parametrize("select", ["records", "top3", "top10", "chart2018"])
def test_selections_by_size_warn_of_their_interval(select: str) -> None:
    warned = "the interval is too narrow"
    assert any(warned in text.value for text in open_page("growth", select=select).caption)
    assert not any(warned in text.value for text in open_page("growth").caption)


def test_the_years_narrow_the_line() -> None:
    app = open_page("growth", since="2018", until="2021")
    line = traces(app)["line through the models that count"]
    assert line["x"][0][:4] >= "2018"
    assert line["x"][-1][:4] <= "2021"
    opacities = {one for trace in traces(app).values() for one in trace.get("marker", {}).get("opacity", [])}
    assert opacities == {1, 0.22}


def test_too_few_models_give_no_line() -> None:
    app = open_page("growth", since="2026", until="2012")
    assert "line through the models that count" not in traces(app)
    assert any(f"it takes {MINIMUM}" in text.value for text in app.info)
    assert "Doubled every" not in metrics(app)


def test_the_upper_edge_is_another_method() -> None:
    middle, edge = (open_page("growth", method=method) for method in ("least_squares", "quantile_90"))
    assert finding(middle) != finding(edge)
    assert metrics(middle)["Doubling time, resampled"] != metrics(edge)["Doubling time, resampled"]


def test_a_model_stands_out_with_its_sheet() -> None:
    app = open_page("growth", highlight="bloom-176b")
    assert len(traces(app)["the model you chose"]["x"]) == 1
    assert any("published" in one.value and "BLOOM" in one.value for one in app.subheader)
    assert "the model you chose" not in traces(open_page("growth"))


def test_named_curves_set_the_reader_s() -> None:
    app = open_page("growth")
    healthy(next(one for one in app.button if one.label == "5.2: Epoch 2024").click().run())
    assert address(app)["doubling"] == "5.2"
    assert "yours: 5.2 months" in traces(app)


def test_published_values_that_differ_are_a_bar() -> None:
    figure = drawings(open_page("growth"))[0].figure["data"]
    bars = next(trace for trace in figure if "error_y" in trace)
    ends = zip(bars["y"], bars["error_y"]["array"], bars["error_y"]["arrayminus"], strict=True)
    # AlphaGo Zero: 3.41e23 and 6.4944e20 FLOP.
    assert max((value + up) / (value - down) for value, up, down in ends) == pytest.approx(525, rel=0.01)


def test_the_years_can_be_run() -> None:
    spec = drawings(open_page("growth"))[0].figure

    def seen(frame: dict[str, Any]) -> int:
        return sum(opacity > 0 for trace in frame["data"] for opacity in trace.get("marker", {}).get("opacity", []))

    counts = [seen(frame) for frame in spec["frames"]]
    assert counts == sorted(counts)
    assert 0 < counts[0] < counts[-1] == sum(len(trace.get("customdata", [])) for trace in spec["data"])


def test_the_15_systems_have_the_dates_of_their_source() -> None:
    for model_id, row in catalog.chart_2018().items():
        locator = catalog.facts()[row["fact_id"]]["locator"]
        assert f"(dated {row['date'].isoformat()})" in locator, model_id
    assert len(growth_points.chart_points()) == 15


def test_known_slips_are_no_disagreement() -> None:
    bars = {point.model_id for point in growth_points.compute_points() if point.high / point.low > 500}
    assert bars == {"alphago-zero"}


def test_the_unit_of_openai() -> None:
    app = open_page("growth", unit="pfs_days")
    layout = drawings(app)[0].figure["layout"]
    assert layout["yaxis"]["title"]["text"].startswith("petaflop/s-days")
    exponents = [float(value) / FLOP_PER_PFS_DAY for value in layout["yaxis"]["tickvals"]]
    assert all(math.log10(value) == pytest.approx(round(math.log10(value))) for value in exponents)
    language = traces(app)["Language"]
    hover = language["hovertext"][language["customdata"].index("gpt-3-175b")]
    assert "3,600 petaflop/s-days" in hover


def test_points_by_organisation() -> None:
    fields, organizations = (traces(open_page("growth", colour=colour)) for colour in ("domain", "organization"))
    count = {
        name: sum(len(trace.get("customdata", [])) for trace in found.values())
        for name, found in (("field", fields), ("organization", organizations))
    }
    assert count["field"] == count["organization"]
    assert {"OpenAI", "Google", "others"} <= set(organizations)
