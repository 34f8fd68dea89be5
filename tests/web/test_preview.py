"""A pasted link unfolds with what its page finds, and nothing that somebody writes into it reaches the markup."""

from __future__ import annotations

import html
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from content.files import lettering
from content.findings import training_emissions
from content.language.messages import LANGUAGES, Text, messages
from content.site import PAGES
from content.tables import catalog, datasets
from content.view import View
from footprint import load
from tests.releases import LACKING, MODEL, write_release
from tests.web.api.client import client, get
from tests.web.client import site
from web import pictures, preview
from web.api.application import PATH

HOSTILE = (
    '"><script>alert(1)</script>',
    "'onload='alert(1)",
    "</title><img src=x onerror=alert(1)>",
    "gpt-3-175b\r\nSet-Cookie: a=b",
    "\x00\ud7ff\u202e",
    "%22%3E%3Cscript%3E",
    "A" * 5000,
)


class Head(HTMLParser):
    """Title, tags of the preview and scripts of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        self.title = self.language = ""
        self.scripts: list[str] = []
        self._in_title = self._in_script = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in_title, self._in_script = tag == "title", tag == "script"
        if self._in_script:
            self.scripts.append("")
        if tag == "html":
            self.language = found["lang"]
        if tag == "meta" and "content" in found:
            self.tags[found.get("property") or found.get("name", "")] = found["content"]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title, self._in_title = data, False
        if self._in_script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def head(path: str, **headers: str) -> Head:
    answer = site().get(path, headers={"Accept": "*/*"} | headers)
    assert answer.status_code == 200
    return Head(answer.text)


def test_a_link_unfolds_with_the_headline_of_its_page() -> None:
    state = {"model": "bert-large", "region": "FRA", "lang": "zh"}
    found = head(f"/emissions?{urlencode(state)}")
    expected = training_emissions.finding(View.of(state))
    assert found.tags["og:title"] == expected.title
    assert found.title.startswith(expected.title)
    assert found.tags["og:description"] == " ".join(expected.lines)
    assert found.tags["og:locale"] == "zh_CN"
    assert found.language == "zh"


def test_readers_and_crawlers_get_the_same_page() -> None:
    asked = "/growth?lang=en"
    page = site().get(asked, headers={"Accept": "text/html"})
    assert page.content == site().get(asked, headers={"Accept": "*/*", "User-Agent": "unfolds links"}).content


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_preview_with_a_picture(page: str, language: str) -> None:
    found = head(f"/{page}?lang={language}").tags
    assert found["og:title"]
    assert found["og:description"]
    picture = urlsplit(found["og:image"])
    answer = TestClient(Starlette(routes=pictures.ROUTES)).get(f"{picture.path}?{picture.query}")
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == preview.SIZE
    assert len(answer.content) < 100_000


def test_without_a_language_in_the_link_the_browser_s_counts() -> None:
    assert head("/growth", **{"Accept-Language": "zh-CN,zh;q=0.9"}).language == "zh"
    assert head("/growth", **{"Accept-Language": "fr"}).language == "en"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["model", "lang", "hardware", "x", "embed"])
def test_nothing_hostile_reaches_the_page(name: str, text: str) -> None:
    plain, found = head("/emissions"), head(f"/emissions?{urlencode({name: text})}")
    assert set(found.scripts) <= set(plain.scripts)
    assert len(found.scripts) <= len(plain.scripts)
    assert_same_but_for_the_notice(found.tags, plain.tags)


def assert_same_but_for_the_notice(found: dict[str, str], plain: dict[str, str]) -> None:
    """The same tags; that a link states something unknown may stand first, and names a control of ours alone."""
    t, described = Text("en"), ("description", "og:description")
    lost = [t("release.unknown", names=t(f"control.{name}")) + " " for name in ("model", "lang", "hardware")]
    for name in described:
        assert found[name] in [start + plain[name] for start in ("", *lost)]
    assert {**found, **{name: plain[name] for name in described}} == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_reaches_the_page_raw(text: str) -> None:
    raw = re.sub(r"[\x00-\x20\x7f-\uffff#]", "", text)
    assert_same_but_for_the_notice(head(f"/emissions?model={raw}&{raw}").tags, head("/emissions").tags)


def test_a_host_that_is_no_name_is_not_repeated() -> None:
    found = head("/growth", Host='evil"><script>')
    assert found.tags["og:url"].startswith("/growth?")
    configured = site(address="https://footprint.example.org").get("/growth", headers={"Host": "other.example"})
    assert Head(configured.text).tags["og:image"].startswith("https://footprint.example.org/preview/growth.png?")


def test_the_scheme_comes_from_own_proxies_alone() -> None:
    secure = {"X-Forwarded-Proto": "https", "Host": "footprint.example.org"}
    assert Head(site().get("/growth", headers=secure).text).tags["og:url"].startswith("http://")
    assert Head(site(proxies=1).get("/growth", headers=secure).text).tags["og:url"].startswith("https://")


def test_what_the_data_holds_is_escaped() -> None:
    found = preview.preview("emissions", {}, "en")
    sharp = preview.Preview(**(vars(found) | {"title": '<b>"&', "lines": ("'</head>",)}))
    markup = preview.tags(sharp, "http://x")
    assert "<b>" not in markup
    assert "</head>" not in markup
    assert html.escape('<b>"&') in markup


def test_a_picture_of_no_page() -> None:
    answer = TestClient(Starlette(routes=pictures.ROUTES)).get("/preview/nothing.png")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fonts_have_every_character(language: str) -> None:
    names = [row["short_name"] for row in catalog.model_rows().values()]
    names += [row["name"] for row in catalog.accelerators().values()]
    names += catalog.region_names(language).values()
    characters = set(lettering.UNDRAWN.sub("", "".join((*messages(language).values(), *names))))
    assert [one for one in characters if not one.isspace() and not lettering.drawable(one)] == []
    assert not lettering.drawable("\U0001f600")


def test_a_new_data_version_shows_in_links_that_name_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, before = site(), datasets.newest()
    link, kept = f"/emissions?model={MODEL}", f"/emissions?model={MODEL}&data={before}"
    seen, own = asked.get(link).text, asked.get(kept).text
    monkeypatch.setattr(datasets, "_newest", list(datasets._newest))
    write_release(tmp_path / "next", "2099.1.0")
    datasets.publish(load.load(tmp_path / "next"))
    assert asked.get(link).text != seen
    assert "2099.1.0" in asked.get(link).text
    assert asked.get(kept).text.partition("<body>")[0] == own.partition("<body>")[0]  # it begins with a notice now
    assert get("/estimate", model=MODEL)["data_version"] == "2099.1.0"
    assert get("/estimate", model=MODEL, data=before)["data_version"] == before
    assert client().get(f"{PATH}/estimate?model={LACKING}").status_code == 422
    assert client().get(f"{PATH}/openapi.json").json()["info"]["version"] == "2099.1.0"
