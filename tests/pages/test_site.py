"""All that a page needs is there; what is missing is named."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import content.pages
from content import site
from content.language.messages import LANGUAGES, messages
from content.page import Page
from content.state.parameters import PAGE_PARAMETERS

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Parts:
    """What pages are made of."""

    records: Mapping[str, Page | None]  # module of content/pages -> its record
    listed: Collection[Page]
    files: Collection[str]  # of pages/
    messages: Mapping[str, Collection[str]]  # of each language
    addresses: Collection[str]  # of which it is said what values they hold


def present() -> Parts:
    modules = [module.name for module in pkgutil.iter_modules(content.pages.__path__)]
    return Parts(
        {name: getattr(importlib.import_module(f"content.pages.{name}"), "PAGE", None) for name in modules},
        tuple(site.PAGES.values()),
        {path.stem for path in (ROOT / "pages").glob("*.py")},
        {language: messages(language).keys() for language in LANGUAGES},
        PAGE_PARAMETERS.keys(),
    )


def missing(parts: Parts) -> list[str]:
    """What some page lacks, each with where it belongs."""
    lacking = [f"pages/{name}.py: no page of content/pages" for name in {*parts.files} - parts.records.keys()]
    for name, page in parts.records.items():
        if page is None or page.name != name:
            lacking.append(f"content/pages/{name}: no record PAGE of that name")
            continue
        if page not in parts.listed:
            lacking.append(f"content/site.py: {name}.PAGE is not among the pages")
        if name not in parts.files:
            lacking.append(f"pages/{name}.py: no such file")
        if page.address not in parts.addresses:
            lacking.append(f"content/state/parameters.py: PAGE_PARAMETERS has no {page.address!r}")
        ids = parts.messages.items()
        lacking += [f"{language}.po: no text page.{name}" for language, known in ids if f"page.{name}" not in known]
    return lacking


def test_no_page_lacks_anything() -> None:
    assert missing(present()) == []


def without(names: Collection[str], name: str) -> set[str]:
    return {*names} - {name}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda now: {"files": without(now.files, "growth")}, "pages/growth.py: no such file"),
        (lambda now: {"files": {*now.files, "lost"}}, "pages/lost.py: no page of content/pages"),
        (lambda now: {"listed": [site.PAGES["data"]]}, "content/site.py: growth.PAGE is not among the pages"),
        (lambda now: {"records": now.records | {"growth": None}}, "content/pages/growth: no record PAGE of that name"),
        (
            lambda now: {"messages": now.messages | {"zh": without(now.messages["zh"], "page.growth")}},
            "zh.po: no text page.growth",
        ),
        (
            lambda now: {"addresses": without(now.addresses, "growth")},
            "content/state/parameters.py: PAGE_PARAMETERS has no 'growth'",
        ),
    ],
)
def test_what_is_missing_is_named(change: object, named: str) -> None:
    assert callable(change)
    now = present()
    assert named in missing(replace(now, **change(now)))
