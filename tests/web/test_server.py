"""Headers, compression, limits and health."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path

from starlette.middleware import Middleware

from components.host import shell
from content.files.svg.theme import LIGHT
from tests.web.client import SCRIPT, site
from web import card, page
from web.headers import INLINE, SecurityHeaders, digest, policy

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]["light"]


def test_every_answer_has_the_headers() -> None:
    rules = policy(page.markup(), ["https://school.example"])
    asked = site(Middleware(SecurityHeaders, content_policy=rules))
    for path in ("/", "/growth", "/static/js/a.js", "/unknown"):
        headers = asked.get(path).headers
        assert headers["content-security-policy"] == rules
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_the_policy_names_each_inline_script_and_allows_no_other() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy(page.markup(), []).split("; "))
    assert "unsafe" not in rules["script-src"]
    scripts = INLINE.findall(page.HEAD + shell.early_script())
    assert len(scripts) == 3
    assert all(digest(script) in rules["script-src"] for script in scripts)
    assert rules["frame-ancestors"] == "'self'"


def test_nobody_writes_scripts_into_a_page() -> None:
    root = Path(__file__).parents[2]
    users = [path for folder in ("pages", "components", "content") for path in (root / folder).rglob("*.py")]
    assert len(users) > 50
    assert not {path.name for path in users if "unsafe_allow_javascript" in path.read_text()}


def test_assets_come_compressed_to_whoever_takes_it() -> None:
    asked = site()
    for _ in range(2):  # made, then kept
        answer = asked.get("/static/js/a.js", headers={"Accept-Encoding": "br, gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
        assert answer.headers["vary"] == "Accept-Encoding"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.text == SCRIPT
    plain = asked.get("/static/js/a.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    assert "content-encoding" not in asked.get("/static/js/a.js", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_the_page_comes_compressed_and_told_where_its_server_is() -> None:
    with site().stream("GET", "/growth", headers={"Accept-Encoding": "gzip"}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(body)
    assert page.HEAD in gzip.decompress(body).decode()
    assert "etag" not in answer.headers


def test_a_page_asked_for_again_is_never_the_old_one() -> None:
    answer = site().get("/growth", headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert answer.status_code == 200


def test_pictures_have_the_colours_of_the_light_theme() -> None:
    theme = (THEME["backgroundColor"], THEME["textColor"], THEME["primaryColor"])
    assert theme == (LIGHT.paper, LIGHT.ink, card.ACCENT)
