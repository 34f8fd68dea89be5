"""Pages, answers and pictures take their places in the queue without taking one another's threads; what health says."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from content.parts import Finding
from content.site import PAGES
from content.tables import catalog, datasets
from footprint.load import DatasetError
from runtime.queue import MOST_WAITING, QUEUE, Priority
from runtime.watchdog import Limits
from tests.web.client import streamlit_page
from web import card, health, limits, page, pictures, preview, visitors
from web.api import application

CLIENTS, PICTURES = 20, limits.PICTURES.visitor  # each client asks for so many pictures at once, as its limit allows


def _application(*, watched: health.Health | None = None) -> Starlette:
    routes = [
        *(watched.routes if watched else ()),
        *pictures.ROUTES,
        Mount(application.PATH, application.application()),
        Route("/{path:path}", streamlit_page),
    ]
    names = visitors.Names("secret")
    limit = Middleware(limits.RateLimit, paths=(pictures.PATH,), rates=limits.PICTURES, names=names)
    return Starlette(routes=routes, middleware=[limit, Middleware(page.Page)])


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The first picture is being drawn until the pen is laid down."""
    down, drawing, draw = threading.Event(), threading.Event(), card.draw

    def slow(found: preview.Preview) -> bytes:
        drawing.set()
        down.wait()
        return draw(found)

    monkeypatch.setattr(card, "draw", slow)
    yield down
    down.set()


def _client(app: Starlette, number: int) -> httpx.AsyncClient:
    address = f"127.0.{number // 200}.{number % 200 + 1}"
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1)), base_url="http://127.0.0.1")


def test_a_page_comes_while_pictures_wait_and_more_are_refused(pen: threading.Event) -> None:
    app = _application()

    async def picture(number: int, place: int) -> httpx.Response:
        async with _client(app, number) as client:
            return await client.get(
                f"/preview/model.png?model=bloom-176b&pue={1 + place / 100:.2f}&mfu=0.{10 + number}"
            )

    async def lesson() -> tuple[httpx.Response, list[asyncio.Task[httpx.Response]], list[httpx.Response]]:
        asked = [asyncio.create_task(picture(n, p)) for n in range(CLIENTS) for p in range(PICTURES)]
        while not QUEUE.load().running or QUEUE.load().waiting["preview"] < MOST_WAITING[Priority.PREVIEW]:
            await asyncio.sleep(0)
        async with _client(app, CLIENTS) as client:
            answer = await client.get("/emissions?lang=en&pue=1.37", headers={"Accept": "text/html"})
        still = [one for one in asked if not one.done()]
        pen.set()
        return answer, still, list(await asyncio.gather(*asked))

    answer, still, drawn = asyncio.run(lesson())
    assert answer.status_code == HTTPStatus.OK
    assert "<title>" in answer.text
    assert len(still) == 1 + MOST_WAITING[Priority.PREVIEW]
    by_status = {status: [one for one in drawn if one.status_code == status] for status in (200, 503)}
    assert len(by_status[200]) == len(still)
    assert len(by_status[503]) == CLIENTS * PICTURES - len(still)
    assert all(int(one.headers["retry-after"]) > 0 for one in by_status[503])


def test_an_answer_of_the_api_waits_for_its_place() -> None:
    app, order = _application(), list[str]()

    async def ask() -> int:
        async with _client(app, 1) as client:
            answer = await client.get(f"{application.PATH}/models?limit=1")
        order.append("answer")
        return int(answer.status_code)

    async def lesson() -> int:
        async with QUEUE.admitted(Priority.RUN, lambda: "a run"):
            asking = asyncio.create_task(ask())
            while not QUEUE.load().waiting["api"]:
                await asyncio.sleep(0)
            order.append("run")
        return await asking

    assert asyncio.run(lesson()) == HTTPStatus.OK
    assert order == ["run", "answer"]


def test_an_answer_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def late() -> dict[str, object]:
        ticket = QUEUE.revoke(0)
        assert ticket

        def interrupt() -> None:
            while not ticket.interrupted:
                QUEUE.interrupt(ticket)

        threading.Thread(target=interrupt, daemon=True).start()
        while True:
            sum(number for number in range(100))

    monkeypatch.setattr(catalog, "model_rows", late)
    answer = TestClient(_application()).get(f"{application.PATH}/models")
    assert (answer.status_code, answer.json()["status"]) == (503, 503)
    assert int(answer.headers["retry-after"]) > 0
    assert QUEUE.load().late == 0


def test_health_and_readiness(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = health.Health(Limits(probe_seconds=0.01))
    client = TestClient(_application(watched=watched))
    assert client.get("/health").json()["status"] == "ok"  # it has just started

    def broken() -> str:
        raise DatasetError("data/models.parquet is missing")

    with monkeypatch.context() as without_data:
        without_data.setattr(datasets, "newest", broken)
        without_data.setattr(datasets, "loaded", lambda: "")
        watched.watchdog.probe_once()
        answer = client.get("/ready")
        assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
        assert "data/models.parquet is missing" in answer.json()["detail"]
        assert client.get("/health").status_code == 200  # a new start would not mend it
    watched.watchdog.probe_once()
    assert client.get("/ready").json() == {"status": "ready", "data_version": catalog.dataset().version}


def test_health_fails_with_the_probe_and_when_the_probe_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = health.Health(Limits())
    client = TestClient(_application(watched=watched))

    def broken(view: object) -> Finding:
        raise RuntimeError("no page can be made")

    with monkeypatch.context() as unable:
        unable.setitem(PAGES, health.PAGE, replace(PAGES[health.PAGE], finding=broken))
        watched.watchdog.probe_once()
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["probe"]["passed"]) == (503, False)
        assert client.get("/ready").status_code == 503
    watched.watchdog.probe_once()
    assert client.get("/health").status_code == 200
    watched.watchdog.limits = Limits(probe_seconds=0, silent_seconds=0)
    assert client.get("/health").status_code == 503


def test_health_and_readiness_take_no_place_and_wait_for_none() -> None:
    client = TestClient(_application(watched=health.Health(Limits())))
    catalog.dataset()
    with QUEUE.place(Priority.RUN, lambda: "a run"):
        assert client.get("/ready").status_code == 200
        answer = client.get("/health").json()
    assert (answer["running"], sum(answer["waiting"].values())) == (1, 0)
