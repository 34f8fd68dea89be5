"""What a sender saw is no part of a view: links with `seen=` show the same numbers and are kept once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from runtime.caches import Cache
from tests.links import addresses, reading
from tests.links.addresses import Link
from tests.web.client import streamlit_page
from web import card, page, pictures, preview

LINKS = addresses.read()
# One link of each page and data version, the last of which states several values at once.
SOME = list({(link.page, link.values["data"]): link for link in LINKS}.values())
SEEN = ("emissions~1.2~1~1.4~2026.11.1", "days~inf~30~inf~2026.11.1", "times~1.7~2026.11.1", "%3Cscript%3E", "")


def with_seen(link: Link, seen: str) -> Link:
    """The link as one sender would have sent it."""
    return Link(link.page, f"{link.query}&seen={seen}")


@contextmanager
def computed() -> Iterator[list[tuple[str, Hashable]]]:
    """Values that come into any cache inside, by its name and their key."""
    entries: list[tuple[str, Hashable]] = []
    compute = Cache._computed

    def computing(cache: Cache[Any], key: Hashable, *given: Any) -> Any:
        entries.append((cache._lock.name, key))
        return compute(cache, key, *given)

    with mock.patch.object(Cache, "_computed", computing):
        yield entries


def test_the_links_are_of_every_page() -> None:
    assert len({link.page for link in SOME}) == addresses.PAGES


@pytest.mark.parametrize("link", SOME, ids=str)
def test_a_link_with_a_figure_shows_the_same_numbers_and_computes_nothing_anew(link: Link) -> None:
    reading.numbers(link)  # what lies in a cache is not written anew
    plain = {number.key for number in reading.numbers(link)}
    reading.numbers(with_seen(link, SEEN[0]))  # a notice may need what this page itself does not show
    with computed() as entries:
        for seen in SEEN[1:3]:
            assert plain <= {number.key for number in reading.numbers(with_seen(link, seen))}
    assert entries == []


@pytest.fixture
def kept() -> tuple[page.Page, Callable[[str], str]]:
    """A server's page, and what it answers."""
    served = page.Page(Starlette(routes=[*pictures.ROUTES, Route("/{path:path}", streamlit_page)]))
    client = TestClient(served)
    return served, lambda address: client.get(address, headers={"Accept": "text/html"}).text


def test_pages_and_previews_are_kept_once_whatever_a_sender_saw(
    kept: tuple[page.Page, Callable[[str], str]],
) -> None:
    served, answer = kept
    plain = [answer(str(link)) for link in SOME]
    count = len(served.kept)
    assert count == len(SOME)
    with computed() as entries:
        for link, expected in zip(SOME, plain, strict=True):
            for seen in SEEN:
                for address in (
                    str(with_seen(link, seen)),
                    f"/{link.page}?seen={seen}&{link.query}",
                    f"/{link.page}?%73een={seen}&{link.query}",
                    f"/{link.page}?{link.query}&amp;seen={seen}",
                ):
                    assert answer(address) == expected
    assert len(served.kept) == count
    assert entries == []
    assert not any("seen=" in text for text in plain)


def test_pictures_are_kept_once_whatever_a_sender_saw() -> None:
    link = SOME[0]
    one = preview.preview(link.page, link.values, "en")
    card.draw(one)
    count = len(card.PICTURES)
    with computed() as entries:
        for seen in SEEN:
            sent = preview.preview(link.page, with_seen(link, seen).values, "en")
            assert sent.picture() == one.picture()
            card.draw(sent)
    assert (len(card.PICTURES), entries) == (count, [])
