"""Addresses and sequences of moves that nobody would make by intention, made by chance from a fixed seed.

`make hostile` tries ten thousand of each; `make test` as many as take seconds.
"""

from __future__ import annotations

import os
import random
import re
import string
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from streamlit.testing.v1 import AppTest

from components import frame, upload, urlstate
from content.language.messages import LANGUAGES
from content.site import PAGES
from content.state.form import NONE
from content.state.parameters import PAGE_PARAMETERS, SHARED
from content.tables import catalog
from tests.pages.visit import TIMEOUT, address, healthy, open_page, slide, sliders, written
from tests.web.client import site

TRIES = -(-int(os.environ.get("HOSTILE", "100")) // len(PAGES))  # of each kind on each page
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
MOVES = 4  # of one sequence, at most
PAGE_NAMES = list(PAGES)
BAD = (
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "-1e999",
    "nan",
    "inf",
    "0x10",
    "1_000",
    "٣",
    "None",
    "null",
    "../../etc/passwd",
    "'; DROP TABLE models; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%00",
    "\x00",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "published\n",
    "gpt-3-175b gpt-3-175b",
    "a" * 5000,
)


def _text(chance: random.Random) -> str:
    """Something between nearly right and noise."""
    if chance.random() < 0.5:
        return chance.choice(BAD)
    return "".join(chance.choices(string.printable, k=chance.randrange(1, 30)))


def _addresses(chance: random.Random) -> dict[str, str]:
    """Names and values, some of them right."""
    known = catalog.all_parameters()
    found = {}
    for _ in range(chance.randrange(1, 12)):
        name = chance.choice(list(known)) if chance.random() < 0.9 else _text(chance)
        right = name in known and chance.random() < 0.4
        found[name] = chance.choice(known[name].options) if right else _text(chance)
    return found


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_no_address_breaks_a_page(page: str) -> None:
    chance = random.Random(f"addresses of {page}")
    app = open_page(page)
    for _ in range(TRIES):
        app.query_params.clear()
        tried = _addresses(chance)
        for name, value in tried.items():
            app.query_params[name] = value
        try:
            healthy(app.run())
        except AssertionError as error:
            raise AssertionError(f"{page}: {tried}") from error
        shown, known, state = written(app), catalog.all_parameters(), app.session_state[urlstate.VALUES]
        assert {"lang", "data"} <= set(shown) <= {*SHARED, *PAGE_PARAMETERS[page]}
        assert all(known[name].knows(value) for name, value in shown.items()), tried
        meant = address(app)
        for name in (*SHARED, *PAGE_PARAMETERS[page]):
            assert meant[name] == state.text(name), tried


def _raw(chance: random.Random) -> str:
    """An address's query as it may come over the wire: well-formed, half-encoded, or bytes alone."""
    if chance.random() < 0.5:
        return urlencode(_addresses(chance), errors="surrogatepass")
    if chance.random() < 0.5:
        return "&".join(quote(_text(chance), safe="%+=&;/?") for _ in range(chance.randrange(1, 6)))
    return quote(chance.randbytes(chance.randrange(1, 60)), safe="%+=&;/?")


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_no_address_breaks_the_page_s_head(page: str) -> None:
    chance = random.Random(f"heads of {page}")
    asked = site()
    scripts = SCRIPT.findall(asked.get(f"/{page}").text)
    for _ in range(TRIES):
        query = _raw(chance)
        answer = asked.get(f"/{page}?{query}")
        assert answer.status_code == 200, query
        found = SCRIPT.findall(answer.text)
        assert set(found) <= set(scripts), query
        assert answer.text.count("<script") == len(found) <= len(scripts), query


def _ids(widget: Any) -> list[str]:
    """What a widget's visitor can choose from: it knows their labels alone."""
    name, known = str(widget.key).split(".")[0], catalog.all_parameters()
    ids = LANGUAGES if name == "language" else known[name].options if name in known else ()
    return [one for one in ids if one != NONE and widget.format_func(one) in widget.options]


def _file(chance: random.Random) -> tuple[str, bytes, str]:
    """A file of models in which some bytes are others."""
    content = bytearray(upload.example())
    for _ in range(chance.randrange(5)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return chance.choice(("a.csv", "a.parquet")), bytes(content), "text/csv"


def _choose(widget: Any, chance: random.Random) -> None:
    """Set a slider or a row of buttons to one of its choices, a menu of several to some of them."""
    ids = _ids(widget)
    if widget.type == "multiselect":
        widget.set_value(chance.sample(ids, chance.randrange(widget.max_selections + 1)))
    elif ids:
        widget.set_value(chance.choice(ids))


def _moves(app: AppTest, chance: random.Random) -> list[Callable[[], object]]:
    """Everything that a visitor could do next, each with a choice made by chance."""
    moves: list[Callable[[], object]] = [button.click for button in app.button if not button.disabled]
    moves += [partial(menu.select_index, chance.randrange(len(menu.options))) for menu in app.selectbox]
    moves += [partial(field.set_value, _text(chance)) for field in app.text_input]
    moves += [partial(place.set_value, chance.choice((None, _file(chance)))) for place in app.file_uploader]
    moves += [partial(_choose, one, chance) for one in (*app.button_group, *app.multiselect)]
    moves += [partial(slide, app, key, chance.choice(one.ids)) for key, one in sliders(app).items()]
    return moves


def _arrive(page: str, chance: random.Random) -> AppTest:
    """The page as the first thing that a new visitor opens, at an address made by chance."""
    app = AppTest.from_file(str(frame.RUN), default_timeout=TIMEOUT)
    if page:
        app.switch_page(str(frame.file(page)))
    for name, value in _addresses(chance).items():
        app.query_params[name] = value
    return healthy(app.run())


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_no_sequence_of_moves_breaks_a_page(page: str) -> None:
    for number in range(TRIES):
        chance = random.Random(f"moves {number} on {page}")
        app = _arrive(page, chance)
        for _ in range(chance.randrange(1, MOVES + 1)):
            chance.choice(_moves(app, chance))()
            app.run()
            assert not app.exception, (page, number, app.exception)
            assert not app.error or app.file_uploader, (page, number)  # a file that cannot be read is told so
