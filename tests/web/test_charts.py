"""Charts over HTTP: what the page draws, kept for ever where the address names program and data."""

from __future__ import annotations

import gzip
import json
from itertools import zip_longest
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from content.files import chart_text
from content.parts import Chart, walk
from content.site import PAGES
from content.tables import datasets
from content.view import View
from runtime.queue import QUEUE, Priority
from web import charts, limits, server

FASTEST = 50  # charts a second that one slider asks for at most, one answer after the other of 20 ms
CLASS, CLASS_ASKS = 200, 3  # visitors behind one address, and charts that each of them asks for in a second
SMALL = 4096  # bytes of a moved chart, compressed
MAP = 24_000  # of the map: its countries are drawn by colour, so their outlines move from one trace to another
CHARTED = {  # page -> the slider that moves its first chart, from where to where
    "overview": ("mfu", "0.20", "0.30"),
    "growth": ("doubling", "6.0", "8.0"),
    "emissions": ("mfu", "0.20", "0.30"),
    "model": ("pue", "1.10", "1.50"),
    "regions": ("map_year", "2020", "2015"),
    "inference": ("queries", "1000000", "10000000"),
}


def site() -> TestClient:
    return TestClient(Starlette(routes=charts.ROUTES))


def page_of(name: str) -> Any:
    return PAGES["" if name == "overview" else name]


def first_key(name: str) -> str:
    parts = walk(page_of(name).parts(View.of({})))
    return next(part.key for part in parts if isinstance(part, Chart))


def read(text: str) -> dict[str, dict[str, Any]]:
    """Charts of an answer by key."""
    blocks = {}
    for block in filter(None, text.split("\n\n")):
        mark, about, layout, frames, *traces = block.split("\n")
        words = json.loads(about)
        blocks[words["key"]] = {"mark": mark, **words, "layout": layout, "frames": frames, "traces": traces}
    return blocks


def applied(moved: str, before: str) -> Any:
    """A part of a chart as a browser puts it together (chart.js)."""
    if moved == chart_text.SAME:
        return json.loads(before)
    if moved.startswith(chart_text.DIFFERS):
        return json.loads(before) | json.loads(moved[1:])
    return json.loads(moved)


def whole(name: str, key: str, address: dict[str, str]) -> dict[str, Any]:
    """A chart as a run of its page sends it."""
    (chart,) = charts.drawn(page_of(name), View.of(address), [key]).values()
    return read(chart_text.whole(chart, chart_text.words(chart)))[key]


@pytest.mark.parametrize("name", CHARTED)
def test_at_rest_an_answer_is_the_chart_of_the_page_in_that_state(name: str) -> None:
    slider, _, to = CHARTED[name]
    key, address = first_key(name), {"lang": "zh", slider: to}
    assert read(site().get(f"/charts/{name}/{key}", params=address).text)[key] == whole(name, key, address)


@pytest.mark.parametrize("name", CHARTED)
def test_while_a_handle_is_held_axes_and_order_stand_still_and_all_else_is_as_at_rest(name: str) -> None:
    slider, start, to = CHARTED[name]
    key = first_key(name)
    moved = read(site().get(f"/charts/{name}/{key}", params={slider: to, "held": f"{slider}~{start}"}).text)[key]
    before, at_rest = (whole(name, key, {slider: value}) for value in (start, to))
    assert moved["mark"] == before["mark"] != at_rest["mark"]
    assert moved["title"] == at_rest["title"]
    layout, held = applied(moved["layout"], before["layout"]), json.loads(before["layout"])
    for axis in ("xaxis", "yaxis"):
        assert [layout[axis].get(part) for part in ("range", "categoryarray")] == [
            held[axis].get(part) for part in ("range", "categoryarray")
        ]
    assert layout["height"] == held["height"]
    # Where there are more or fewer of them, all come whole.
    traces = [applied(*both) for both in zip_longest(moved["traces"], before["traces"], fillvalue="") if both[0]]
    assert traces == [json.loads(trace) for trace in at_rest["traces"]]


@pytest.mark.parametrize("name", CHARTED)
def test_a_moved_chart_is_small(name: str) -> None:
    slider, start, to = CHARTED[name]
    asked = {slider: to, "held": f"{slider}~{start}"}
    answer = site().get(f"/charts/{name}/{first_key(name)}", params=asked, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(answer.content)) < (MAP if name == "regions" else SMALL)


def test_an_address_that_names_program_and_data_is_kept_for_ever() -> None:
    data = datasets.newest()
    versioned = {"data": data, "v": charts.version(data), "mfu": "0.30"}
    assert "immutable" in site().get("/charts/overview/article", params=versioned).headers["cache-control"]
    gone = {"data": "1999.1.1", "v": charts.version("1999.1.1")}  # in whose place the newest stands
    for stale in ({"v": "2000.1.1.2000.1.1"}, gone, {}):
        answer = site().get("/charts/overview/article", params={"mfu": "0.30", **stale})
        assert answer.headers["cache-control"] == "no-cache"
        again = site().get(
            "/charts/overview/article",
            params={"mfu": "0.30", **stale},
            headers={"If-None-Match": answer.headers["etag"]},
        )
        assert (again.status_code, again.content) == (304, b"")


def test_several_charts_come_in_one_answer_and_strangers_are_left_out() -> None:
    answer = site().get("/charts/emissions/uncertainty,nothing,ranking?model=bert-base")
    assert set(read(answer.text)) == {"uncertainty", "ranking"}
    assert site().get("/charts/nowhere/ranking").status_code == 404
    assert site().get(f"/charts/emissions/ranking?model={'a' * 3000}").status_code == 404
    assert read(site().get("/charts/emissions/none").text) == {}


@pytest.mark.parametrize(
    "query", ["mfu=9", "held=~", "held=mfu", "held=nothing~1", "mfu=<b>", "lang=xx", "data=1999.1.1"]
)
def test_what_is_no_value_stands_at_its_default(query: str) -> None:
    strange, plain = (site().get(f"/charts/overview/article?{asked}") for asked in (query, ""))
    assert (strange.status_code, plain.status_code) == (200, 200)
    assert read(strange.text)["article"]["title"] == read(plain.text)["article"]["title"]


def test_what_is_kept_needs_no_place_in_the_queue() -> None:
    address = "/charts/overview/article?mfu=0.31"
    visitor = site()
    before = visitor.get(address)
    with QUEUE.place(Priority.RUN, lambda: "a long run"):
        assert visitor.get(address).content == before.content


def test_charts_are_limited_where_no_slider_and_no_class_comes() -> None:
    middleware: list[Any] = list(server.middleware())
    limited = [each.kwargs for each in middleware if each.cls is limits.RateLimit]
    (rates,) = (each["rates"] for each in limited if each["paths"] == (charts.PATH,))
    assert rates.visitor >= FASTEST * limits.WINDOW_SECONDS
    assert rates.address >= CLASS * CLASS_ASKS * limits.WINDOW_SECONDS
