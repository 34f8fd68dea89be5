"""Admission of uploads: whose files are let in, how much of them waits, and when they are freed."""

from __future__ import annotations

import inspect
from http import HTTPStatus

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import runtime
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.starlette import starlette_routes

from components import admission
from components.host import files
from web.uploads import Uploads

MB = admission.MB


@pytest.fixture(autouse=True)
def no_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has been drawn an uploader."""
    monkeypatch.setattr(admission, "_sessions", {})


class Store:
    """In place of Streamlit's routes: keeps the size of each file."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}

    async def put(self, request: Request) -> Response:
        """Take a file."""
        size = 0
        async for part in request.stream():
            size += len(part)
        self.sizes[request.path_params["file"]] = size
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def delete(self, request: Request) -> Response:
        """Forget a file."""
        self.sizes.pop(request.path_params["file"], None)
        return Response(status_code=HTTPStatus.NO_CONTENT)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def asked(store: Store) -> TestClient:
    path = "/_stcore/upload_file/{session}/{file}"
    routes = [Route(path, store.put, methods=["PUT"]), Route(path, store.delete, methods=["DELETE"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Uploads)]))


def named(session: str) -> list[bool]:
    """A session that a page has drawn an uploader; a list that is filled when it is forgotten."""
    forgotten: list[bool] = []
    admission._sessions[session] = admission.Session(lambda: forgotten.append(True))
    return forgotten


def put(asked: TestClient, session: str, file: str, size: int, *, chunked: bool = False) -> int:
    """Status of the answer to a file of a size; a refusal is a problem document in words."""
    content = bytes(size)
    parts = (content[start : start + MB] for start in range(0, size, MB))
    answer = asked.put(f"/_stcore/upload_file/{session}/{file}", content=parts if chunked else content)
    if answer.status_code != HTTPStatus.NO_CONTENT:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
    return answer.status_code


def test_a_session_that_was_drawn_no_uploader_may_send_nothing(asked: TestClient, store: Store) -> None:
    assert put(asked, "nobody", "never-asked-1", 10) == HTTPStatus.FORBIDDEN
    assert store.sizes == {}


def test_other_requests_pass(asked: TestClient) -> None:
    assert asked.delete("/_stcore/upload_file/nobody/a").status_code == HTTPStatus.NO_CONTENT
    assert asked.get("/nothing").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("chunked", [False, True])
def test_a_session_s_files_wait_up_to_a_limit(asked: TestClient, store: Store, chunked: bool) -> None:
    named("one")
    assert put(asked, "one", "a", 50 * MB, chunked=chunked) == HTTPStatus.NO_CONTENT
    assert put(asked, "one", "b", 10 * MB, chunked=chunked) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert store.sizes == {"a": 50 * MB}
    admission.taken("one", "a")  # a page has read it
    assert put(asked, "one", "b", 50 * MB, chunked=chunked) == HTTPStatus.NO_CONTENT
    asked.delete("/_stcore/upload_file/one/b")
    assert put(asked, "one", "c", 50 * MB, chunked=chunked) == HTTPStatus.NO_CONTENT


def test_the_same_file_again_counts_again_while_it_comes(asked: TestClient) -> None:
    named("one")
    assert put(asked, "one", "a", 40 * MB) == HTTPStatus.NO_CONTENT
    assert put(asked, "one", "a", 40 * MB) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_all_sessions_together_have_a_limit(asked: TestClient) -> None:
    for session in ("one", "two", "three", "four"):
        named(session)
    statuses = [put(asked, session, "a", 50 * MB) for session in ("one", "two", "three", "four")]
    assert statuses == [HTTPStatus.NO_CONTENT] * 3 + [HTTPStatus.SERVICE_UNAVAILABLE]


def test_a_session_sends_one_file_at_a_time(asked: TestClient) -> None:
    named("one")
    assert admission.begin("one", 10) is None
    assert put(asked, "one", "b", 10) == HTTPStatus.SERVICE_UNAVAILABLE
    admission.end("one", "a", kept=False)
    assert put(asked, "one", "b", 10) == HTTPStatus.NO_CONTENT


def test_what_its_sender_breaks_off_waits_no_more(asked: TestClient) -> None:
    named("one")
    assert put(asked, "one", "a", 60 * MB, chunked=True) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert put(asked, "one", "b", 50 * MB) == HTTPStatus.NO_CONTENT


def test_files_of_who_has_left_are_freed_and_of_who_comes_back_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    left, back, here = named("left"), named("back"), named("here")
    connected = {"here"}
    monkeypatch.setattr(files, "connected", connected.__contains__)
    monkeypatch.setattr(runtime, "exists", lambda: False)
    admission.note_left(lambda: 100)
    connected.add("back")
    admission.forget_left(lambda: 100 + admission.GRACE_SECONDS - 1)
    assert (left, back, here) == ([], [], [])
    admission.forget_left(lambda: 100 + admission.GRACE_SECONDS)
    assert (left, back, here) == ([True], [], [])
    assert set(admission._sessions) == {"back", "here"}


def test_streamlit_has_what_this_relies_on() -> None:
    assert files.PATH.fullmatch(f"/{starlette_routes._ROUTE_UPLOAD_FILE}".format(session_id="a", file_id="b"))
    assert UploadedFileRec._fields == ("file_id", "name", "type", "data")
    assert {"session_id", "file"} <= set(inspect.signature(MemoryUploadedFileManager.add_file).parameters)
    assert "session_id" in inspect.signature(MemoryUploadedFileManager.remove_session_files).parameters
    assert "session_id" in inspect.signature(Runtime.is_active_session).parameters
    assert isinstance(Runtime.uploaded_file_mgr, property)
    assert {"session_id", "uploaded_file_mgr"} <= set(ScriptRunContext.__dataclass_fields__)
