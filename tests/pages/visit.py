"""A visitor of the dashboard, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from bench.session import trigger
from components import drawing, frame
from components.controls import slider
from content.tables import datasets
from content.view import View

ROOT = Path(__file__).parents[2]
CARD = re.compile(r'<p class="label">(.*?)</p><p class="value">(.*?)</p><p class="note">(.*?)</p>', re.DOTALL)
TAG = re.compile("<[^>]+>")
TIMEOUT = 30  # seconds; only a hang reaches it

# AppTest looks for components in every installed package at each first visit: half of what a visit would take.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def open_page(address: str, **parameters: str) -> AppTest:
    """The page at an address with parameters, as a first visit."""
    app = AppTest.from_file(str(frame.RUN), default_timeout=TIMEOUT)
    app.run()
    if address:
        app.switch_page(str(frame.file(address)))
    for name, value in parameters.items():
        app.query_params[name] = value
    return healthy(app.run())


def healthy(app: AppTest) -> AppTest:
    """The same page, having shown no exception and no error box."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def headline(app: AppTest) -> str:
    """The finding at the top of the page; in the presenter view that of its chart."""
    return str(app.title[0].value) if app.title else next(one.title for one in drawings(app) if one.level == "h1")


def metrics(app: AppTest) -> dict[str, str]:
    """Cards by label."""
    return {card.label: card.value for card in cards(app)}


@dataclass(frozen=True)
class Card:
    """A figure as it stands on the page; `about` is HTML."""

    label: str
    value: str
    about: str


def cards(app: AppTest) -> list[Card]:
    """All cards of the page."""
    markup = "".join(str(getattr(node, "value", "")) for node in app.get("html"))
    return [Card(unescape(label), unescape(value), about) for label, value, about in CARD.findall(markup)]


def written(app: AppTest) -> dict[str, str]:
    """What stands in the address."""
    return {name: values if isinstance(values, str) else values[-1] for name, values in app.query_params.items()}


def address(app: AppTest) -> dict[str, str]:
    """What the address means to whoever opens it: every value, and what is unfolded or was seen where it says that."""
    found = written(app)
    with datasets.using(found["data"]):
        return {**found, **View.of(found).state.texts()}


@dataclass(frozen=True)
class Drawing:
    """A chart as it goes to the browser."""

    key: str
    alt: str
    level: str
    title: str
    subtitle: str
    source: str
    figure: dict[str, Any]


def plain(html: str) -> str:
    """The words of a text, without its markup."""
    return unescape(TAG.sub("", html))


def titles(app: AppTest) -> list[str]:
    """Titles of the charts and headings between them, charts first."""
    return [*(one.title for one in drawings(app)), *(str(one.value) for one in app.subheader)]


def notes(app: AppTest) -> list[str]:
    """Small print: what stands under the titles of charts and under the charts, and captions."""
    charts = drawings(app)
    return [text for one in charts for text in (one.subtitle, one.source)] + [str(one.value) for one in app.caption]


def drawings(app: AppTest) -> list[Drawing]:
    """All charts of the page."""
    found = []
    for node in app.get("bidi_component"):
        if not drawing.is_chart(node.proto):
            continue
        about, spec = drawn(node.proto.bytes)
        key = node.proto.id.rpartition("-chart-")[2]
        title, subtitle, source = (plain(about[part]) for part in ("title", "subtitle", "source"))
        found.append(Drawing(key, about["alt"], about["level"], title, subtitle, source, json.loads(spec)))
    return found


def drawn(data: bytes) -> tuple[dict[str, Any], str]:
    """What a browser is told of a chart, and the figure as JSON."""
    _, about, layout, frames, *traces = data.decode().split("\n")
    return json.loads(about), f'{{"data":[{",".join(traces)}],"layout":{layout},"frames":{frames}}}'


def blocks(node: Block) -> Iterator[Node]:
    """Everything below a block, in the order in which it is seen."""
    for child in node.children.values():
        yield child
        if isinstance(child, Block):
            yield from blocks(child)


def key(node: Node) -> str:
    """The key that the dashboard gave an element; empty where it has none."""
    identifier = str(getattr(node.proto, "id", ""))
    return identifier.split("-", 2)[2] if identifier.startswith("$$ID-") and identifier.count("-") > 1 else ""


def panels(main: Block) -> dict[str, bool]:
    """What unfolds by name, and whether it is open: the tables of charts, and what Streamlit calls an expander."""
    states = {}
    for node in blocks(main):
        if node.type == "expander" and key(node):
            states[key(node)] = bool(node.proto.expanded)
        elif drawing.is_chart(node.proto):
            about, _ = drawn(node.proto.bytes)
            states[f"table-{about['key']}"] = about["open"]
    return states


@dataclass(frozen=True)
class Slider:
    """A slider of a page, and what its script was told."""

    element_id: str
    name: str
    title: str
    ids: list[str]
    texts: list[str]
    value: str


def sliders(app: AppTest) -> dict[str, Slider]:
    """All sliders of the page, by their keys."""
    elements = (node.proto for node in app.get("bidi_component") if node.proto.component_name == slider.NAME)
    read = ((element.id, json.loads(element.bytes)) for element in elements)
    return {element_id.split("-", 2)[2]: _slider(element_id, said) for element_id, said in read}


def _slider(element_id: str, said: dict[str, Any]) -> Slider:
    value = said["ids"][said["index"]]
    return Slider(element_id, said["name"], said["title"], said["ids"], said["texts"], value)


def states(app: AppTest, key: str, value: str) -> WidgetStates:
    """What a browser holds once its visitor has left a slider at a value."""
    held: WidgetStates = app._tree.get_widget_states()
    trigger(held, sliders(app)[key].element_id, slider.MOVED, value)
    return held


def slide(app: AppTest, key: str, value: str) -> AppTest:
    """Leave a slider at a value."""
    return healthy(app._run(states(app, key, value)))
