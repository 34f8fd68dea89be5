"""Descriptors: as many as there may be, three fewer for each session, and words for whoever finds none left."""

from __future__ import annotations

import asyncio
import inspect
import resource
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.middleware import Middleware
from streamlit.runtime import app_session, websocket_session_manager
from streamlit.runtime.app_session import AppSession

from components.host import event_loops
from tests.web.client import site
from web import capacity
from web.capacity import Capacity


def test_the_soft_limit_becomes_the_hard_one(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {"now": (1024, 4096)}
    stand_in = SimpleNamespace(
        RLIMIT_NOFILE=resource.RLIMIT_NOFILE,
        RLIM_INFINITY=resource.RLIM_INFINITY,
        getrlimit=lambda _: limits["now"],
        setrlimit=lambda _, pair: limits.update(now=pair),
    )
    monkeypatch.setattr(capacity, "resource", stand_in)
    assert capacity.limit() == 1024
    capacity.raise_limit()
    assert capacity.limit() == 4096


def test_a_page_is_refused_in_words_of_its_visitor_s_language_before_none_is_left() -> None:
    taken = [0]
    asked = site(Middleware(Capacity, most=256, count=lambda: taken[0]))
    page = {"Accept": "text/html"}
    assert asked.get("/growth", headers=page).status_code == 200
    taken[0] = 200
    english = asked.get("/growth", headers=page)
    assert (english.status_code, english.headers["retry-after"]) == (503, "10")
    assert "The server is full" in english.text
    assert '<meta http-equiv="refresh" content="10">' in english.text
    for chinese in (
        asked.get("/growth", headers=page | {"Accept-Language": "zh-CN"}),
        asked.get("/growth?lang=zh", headers=page),
    ):
        assert "服务器已满" in chinese.text
    assert asked.get("/static/js/a.js").status_code == 200  # whoever is here goes on
    taken[0] = 100
    assert asked.get("/growth", headers=page).status_code == 200


def test_the_log_says_once_in_a_while_that_it_is_full(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    asked = site(Middleware(Capacity, most=256, count=lambda: 255, clock=lambda: now[0]))
    for _ in range(50):
        asked.get("/growth", headers={"Accept": "text/html"})
    assert [record.getMessage().split(":")[0] for record in caplog.records if record.name == "web.capacity"] == ["full"]
    now[0] = 61.0
    asked.get("/growth", headers={"Accept": "text/html"})
    assert len([record for record in caplog.records if record.name == "web.capacity"]) == 2


def test_what_is_replaced_in_streamlit_s_sessions_is_there() -> None:
    assert "self._script_event_loop" in inspect.getsource(AppSession.__init__)
    assert "asyncio.new_event_loop" in inspect.getsource(app_session)
    assert "AppSession(" in inspect.getsource(websocket_session_manager.WebsocketSessionManager.connect_session)


def test_work_that_is_driven_in_the_loop_of_a_session_is_done() -> None:
    async def work() -> int:
        await asyncio.sleep(0)
        return 7

    before = capacity.taken()
    loop = event_loops.Idle()
    assert capacity.taken() == before
    with ThreadPoolExecutor(1) as run:  # as a run has a thread of its own
        assert run.submit(loop.run_until_complete, work()).result() == 7
    assert capacity.taken() == before
    loop.close()
    assert loop.is_closed()
