"""Rates: a class behind one address never reaches them, a visitor who floods does, and a name made up is none."""

from __future__ import annotations

from http import HTTPStatus

import httpx2 as httpx
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from web import limits
from web.limits import RateLimit, Rates, site
from web.visitors import COOKIE, LONGEST_AGE_SECONDS, NamedVisitors, Names

PUPILS = 200
SCHOOL = ("203.0.113.7", 1)
NAMES = Names("secret of this test")
LESSON = ("/api/version", "/api/models", "/api/estimate", "/api/estimate", "/api/growth")


async def answer(request: Request) -> Response:
    """A page, or an answer of the API."""
    return PlainTextResponse("42") if request.url.path.startswith("/api/") else HTMLResponse("<h1>Page</h1>")


def application(rates: Rates, proxies: int = 0) -> Starlette:
    """Pages and an API with rates."""
    middleware = [
        Middleware(RateLimit, paths=("/api/",), rates=rates, names=NAMES, proxies=proxies),
        Middleware(NamedVisitors, names=NAMES, proxies=proxies),
    ]
    return Starlette(routes=[Route("/{path:path}", answer)], middleware=middleware)


def school(rates: Rates = limits.API, proxies: int = 0) -> TestClient:
    """A browser behind the school's one address."""
    return TestClient(application(rates, proxies), client=SCHOOL)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that rates and names go by [s]."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    return now


def named(browser: TestClient) -> dict[str, str]:
    """Opens a page as a browser that was never here, and gives its cookie."""
    browser.cookies.clear()
    browser.get("/emissions")
    headers = {"Cookie": f"{COOKIE}={browser.cookies[COOKIE]}"}
    browser.cookies.clear()
    return headers


def ask(browser: TestClient, times: int, headers: dict[str, str]) -> list[int]:
    return [browser.get("/api/estimate", headers=headers).status_code for _ in range(times)]


def test_two_hundred_pupils_of_one_address_do_a_lesson_in_the_same_moment(clock: list[float]) -> None:
    async def pupil(app: Starlette) -> set[int]:
        transport = httpx.ASGITransport(app, client=SCHOOL)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
            return {(await browser.get(path)).status_code for path in ("/emissions", *LESSON)}

    async def lesson() -> list[set[int]]:
        app = application(limits.API)
        return [await pupil(app) for _ in range(PUPILS)]

    with start_blocking_portal() as portal:
        assert portal.call(lesson) == [{HTTPStatus.OK}] * PUPILS


def test_a_visitor_who_floods_is_refused_and_the_others_of_the_address_are_not(clock: list[float]) -> None:
    with school(Rates(visitor=10, address=100)) as browser:
        flooding, other = named(browser), named(browser)
        assert ask(browser, 50, flooding).count(HTTPStatus.OK) == 10
        assert ask(browser, 10, other) == [HTTPStatus.OK] * 10
        refused = browser.get("/api/estimate", headers=flooding)
        clock[0] += int(refused.headers["retry-after"])
        assert 1 <= int(refused.headers["retry-after"]) <= limits.WINDOW_SECONDS
        assert ask(browser, 1, flooding) == [HTTPStatus.OK]


def test_a_forged_name_is_worth_nothing(clock: list[float]) -> None:
    signed = NAMES.new()
    forged = (
        "",
        "nobody",
        Names("another secret").new(),
        "x" + signed,
        signed[:-1],
        signed.replace(".", "..", 1),
        "a" * 5000,
    )
    with school(Rates(visitor=1, address=20)) as browser:
        statuses = [
            browser.get("/api/estimate", headers={"Cookie": f"{COOKIE}={name}"}).status_code
            for name in forged
            for _ in range(10)
        ]
    assert statuses.count(HTTPStatus.OK) == 20  # all of them together are the address


def test_a_name_is_forgotten_after_a_day_and_the_next_page_brings_another(clock: list[float]) -> None:
    with school(Rates(visitor=1, address=100)) as browser:
        first = named(browser)
        assert "set-cookie" not in browser.get("/growth", headers=first).headers
        clock[0] += LONGEST_AGE_SECONDS + 1
        again = browser.get("/growth", headers=first)
        assert COOKIE in again.headers["set-cookie"]
        assert again.headers["cache-control"] == "private, no-cache"
        assert ask(browser, 5, first) == [HTTPStatus.OK] * 5  # as one without a name


def test_a_name_comes_with_pages_alone_and_over_https_stays_there() -> None:
    with school(proxies=1) as browser:
        assert "set-cookie" not in browser.get("/api/version").headers
        assert "set-cookie" not in browser.post("/growth").headers
        plain = browser.get("/growth").headers["set-cookie"]
        browser.cookies.clear()
        secure = browser.get("/growth", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert plain.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert secure.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://other.example"}])
def test_a_script_of_another_site_reads_when_it_may_ask_again(clock: list[float], origin: dict[str, str]) -> None:
    with school(Rates(visitor=1, address=1)) as browser:
        browser.get("/api/estimate")
        refused = browser.get("/api/estimate", headers=origin)
        assert browser.get("/growth").status_code == HTTPStatus.OK
    assert (refused.status_code, refused.json()["status"]) == (429, 429)
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.headers["access-control-expose-headers"] == "Retry-After"


def test_addresses_behind_a_proxy_are_told_apart(clock: list[float]) -> None:
    with school(Rates(visitor=1, address=1), proxies=1) as browser:
        for line in ("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:0:1::1"):
            assert ask(browser, 2, {"X-Forwarded-For": f"6.6.6.6, {line}"}) == [200, 429], line
        assert ask(browser, 1, {"X-Forwarded-For": "2001:db8::2"}) == [429]  # the same network's next address


def test_what_counts_as_one_address() -> None:
    assert site("192.0.2.1") == site("::ffff:192.0.2.1") == "192.0.2.1"
    assert site("2001:db8::1") == site("2001:db8::ffff:1") != site("2001:db8:0:1::1")
    assert site("") == ""
    assert site("testclient") == "testclient"
