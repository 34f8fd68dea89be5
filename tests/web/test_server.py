"""Headers, compression, limits and health."""

from __future__ import annotations

import dataclasses
import gzip
import tomllib
from pathlib import Path

import pytest
from starlette.middleware import Middleware

from components import frame
from components.host import shell
from tests.web.client import SCRIPT, site
from web import card, page, sketch
from web.headers import INLINE, SecurityHeaders, digest, policy
from web.limits import Limit, client
from web.settings import SettingError, Settings, read

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
    for markup in (shell.early_script(), *frame.scripts()):
        script = markup.removeprefix("<script>").removesuffix("</script>")
        assert digest(script) in rules["script-src"]
    assert all(digest(script) in rules["script-src"] for script in INLINE.findall(page.HEAD))
    assert rules["frame-ancestors"] == "'self'"


def test_the_policy_knows_whoever_runs_scripts() -> None:
    root = Path(__file__).parents[2]
    users = [path for folder in ("pages", "components", "content") for path in (root / folder).rglob("*.py")]
    found = {path.name for path in users if "unsafe_allow_javascript" in path.read_text()}
    assert found == {"frame.py", "figure.py"}  # frame.scripts() lists what both hold


def test_whoever_is_configured_may_hold_the_dashboard_in_a_frame() -> None:
    settings = read({"FOOTPRINT_FRAME_ANCESTORS": "https://school.example https://*.example.org:8443"})
    assert policy([], settings.frame_origins).endswith(
        "frame-ancestors 'self' https://school.example https://*.example.org:8443"
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"FOOTPRINT_FRAME_ANCESTORS": "x; script-src *"},
        {"FOOTPRINT_ADDRESS": "footprint.example.org"},
        {"FOOTPRINT_ADDRESS": 'https://a"b'},
        {"FOOTPRINT_PROXIES": "-1"},
        {"FOOTPRINT_DATA_SECONDS": "a minute"},
        {"FOOTPRINT_DATA_SECONDS": "0"},
        {"FOOTPRINT_RUN_SECONDS": "soon"},
    ],
)
def test_a_setting_that_is_not_understood_is_an_error(environment: dict[str, str]) -> None:
    with pytest.raises(SettingError):
        read(environment)


def test_settings_left_out_allow_least() -> None:
    assert read({}) == Settings()
    assert dataclasses.astuple(Settings()) == ((), "", 0, (10, 30, 20, 10))


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


def test_a_client_that_asks_too_fast_is_told_when_to_come_again() -> None:
    now = [0.0]
    limit = Middleware(Limit, paths=("/api/",), per_second=0.5, burst=3, clock=lambda: now[0])
    asked = site(limit)
    assert [asked.get("/api/x").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = asked.get("/api/x")
    assert (answer.headers["retry-after"], answer.json()["status"]) == ("2", 429)
    assert answer.headers["content-type"] == "application/problem+json"
    # A script of another site may read that answer, as it may all others of the API.
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-expose-headers"] == "Retry-After"
    assert asked.get("/growth").status_code == 200
    now[0] = 2.0
    assert [asked.get("/api/x").status_code for _ in range(2)] == [200, 429]


def test_clients_do_not_spend_each_other_s_tokens_nor_choose_their_name() -> None:
    def scope(forwarded: str) -> dict[str, object]:
        headers = [(b"x-forwarded-for", forwarded.encode())]
        return {"type": "http", "client": ("10.0.0.1", 1), "headers": headers}

    assert client(scope("1.2.3.4"), proxies=0) == "10.0.0.1"
    assert client(scope("6.6.6.6, 1.2.3.4"), proxies=1) == "1.2.3.4"
    assert client(scope("6.6.6.6, 1.2.3.4, 10.0.0.9"), proxies=2) == "1.2.3.4"
    assert client(scope(""), proxies=1) == "10.0.0.1"


def test_a_proxy_may_name_its_client_in_a_line_of_its_own() -> None:
    lines = [(b"x-forwarded-for", b"6.6.6.6"), (b"x-forwarded-for", b"1.2.3.4")]
    assert client({"type": "http", "client": ("10.0.0.1", 1), "headers": lines}, proxies=1) == "1.2.3.4"


def test_pictures_have_the_colours_of_the_light_theme() -> None:
    theme = (THEME["backgroundColor"], THEME["textColor"], THEME["primaryColor"])
    assert theme == (sketch.PAPER, sketch.INK, card.ACCENT)
