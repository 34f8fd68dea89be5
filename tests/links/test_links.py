"""Links of 2026.11.1 show what they showed, but for the rules that were corrected since."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest

from content.language.messages import LANGUAGES
from content.state.parameters import PAGE_PARAMETERS
from content.tables import catalog, changes
from content.tables.changes import ANY, Change
from content.view import View
from tests.links import addresses, reading, records
from tests.links.addresses import Link
from tests.links.records import Difference

LINKS = addresses.read()
ADDED_SINCE = {"own_energy_boundary"}  # parameters that no link of 2026.11.1 could state


@cache
def concerned(link: Link) -> tuple[Change, ...]:
    """Rows of the table that may concern a link."""
    return changes.since(link.values["data"], link.page, View.of(link.values).state.texts())


def explaining(difference: Difference) -> list[Change]:
    """Rows of the table that explain a difference."""
    link, number = difference.link, difference.number
    return [change for change in concerned(link) if change.explains(number.quantity, difference.relative)]


def test_every_page_language_version_and_parameter_is_among_the_links() -> None:
    assert len(LINKS) >= 500
    pages = {link.page for link in LINKS}  # a page that came since has no link of then
    assert len(pages) == addresses.PAGES
    for page in pages:
        of_page = [link.values for link in LINKS if link.page == page]
        assert {(link["lang"], link["data"]) for link in of_page} == {
            (language, version) for language in LANGUAGES for version in addresses.VERSIONS
        }, page
        stated = {name for link in of_page for name in link}
        assert set(PAGE_PARAMETERS[page]) - stated <= ADDED_SINCE, page


def test_links_show_what_they_showed() -> None:
    used: set[str] = set()
    unexplained = []
    for difference in records.differences(LINKS, range(len(LINKS))):
        rows = explaining(difference)
        used |= {change.change_id for change in rows}
        if not rows:
            unexplained.append(difference)
    assert unexplained[:5] == [], f"{len(unexplained)} numbers differ: python -m tests.links lists them"
    assert {change.change_id for change in changes.changes()} - used == set(), "rows that explain no difference"


@pytest.mark.parametrize("link", [LINKS[0], next(link for link in LINKS if link.page == "inference")], ids=str)
def test_a_number_that_differs_by_a_millionth_is_seen(link: Link) -> None:
    place = LINKS.index(link)
    now = {number.key for number in reading.numbers(link)}
    recorded = [number for number in records.read()[place] if number.median and number.path]
    assert recorded
    for number in recorded:
        assert number.key in now or explaining(Difference(link, number, 0.0))
        assert replace(number, median=number.median * (1 + 1e-6)).key not in now


def test_a_row_concerns_its_pages_and_its_condition_alone() -> None:
    change = Change("id", "2026.11.2", ("model", "yours"), (ANY,), {"pue": "!published"}, math.inf, {})
    assert change.concerns("model", {"pue": "1.10"})
    assert not change.concerns("model", {"pue": "published"})
    assert not change.concerns("growth", {"pue": "1.10"})
    assert Change("id", "2026.11.2", (ANY,), (ANY,), {}, math.inf, {}).concerns("growth", {})


def test_every_row_says_why_in_each_language() -> None:
    known = set(catalog.all_parameters())
    for change in changes.changes():
        assert all(change.reason[language] for language in LANGUAGES), change.change_id
        assert set(change.pages) <= {*PAGE_PARAMETERS, ANY}, change.change_id
        assert set(change.condition) <= known, change.change_id
    assert len({change.change_id for change in changes.changes()}) == len(changes.changes())
