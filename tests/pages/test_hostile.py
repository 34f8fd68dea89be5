"""Addresses and sequences of moves that nobody would make by intention, made by chance from a fixed seed.

`HOSTILE=10000 python -m pytest tests/pages/test_hostile.py` tries as many of each.
"""

from __future__ import annotations

import os
import random
import string
from collections.abc import Callable
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from components import catalog
from components.frame import PAGES
from components.parameters import PAGE_PARAMETERS, SHARED
from tests.pages.visit import address, healthy, open_page

TRIES = int(os.environ.get("HOSTILE", "200"))  # of each kind, over all pages
MOVES = 8  # of one sequence
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
    for _ in range(max(1, TRIES // len(PAGE_NAMES))):
        app.query_params.clear()
        tried = _addresses(chance)
        for name, value in tried.items():
            app.query_params[name] = value
        try:
            healthy(app.run())
        except AssertionError as error:
            raise AssertionError(f"{page}: {tried}") from error
        shown, known = address(app), catalog.all_parameters()
        assert set(shown) == {*SHARED, *PAGE_PARAMETERS[page]}
        assert all(known[name].knows(value) for name, value in shown.items()), tried


def _moves(app: AppTest, chance: random.Random) -> list[Callable[[], object]]:
    """Everything that a visitor could do next, each with a choice made by chance."""
    known = catalog.all_parameters()
    moves: list[Callable[[], object]] = [button.click for button in app.button if not button.disabled]
    moves += [partial(menu.select_index, chance.randrange(len(menu.options))) for menu in app.selectbox]
    for slider in app.select_slider:
        name = str(slider.key).split(".")[0]
        if name in known:  # what a slider holds is an id, what it shows a text
            moves.append(partial(slider.set_value, chance.choice(known[name].options)))
    return moves


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_no_sequence_of_moves_breaks_a_page(page: str) -> None:
    chance = random.Random(f"moves on {page}")
    for _ in range(max(1, TRIES // len(PAGE_NAMES) // MOVES)):
        app = open_page(page, **{name: value for name, value in _addresses(chance).items() if name.isidentifier()})
        for _ in range(MOVES):
            moves = _moves(app, chance)
            if not moves:
                break
            chance.choice(moves)()
            healthy(app.run())
