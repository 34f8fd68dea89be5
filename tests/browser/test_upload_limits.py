"""A real server takes visitors' files: whose, how much memory that takes, and that it is given back.

Tells nothing of time. Memory is what the serving process itself holds; the worker process has its own limit.
"""

from __future__ import annotations

import io
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.conftest import Server, start_server

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")

ROWS = 1_000_000
GROWTH_MIB = 150  # that a file may add to the serving process
WAIT_SECONDS = 180  # only a hang reaches it
BOUNDARY = "b0undary"


@dataclass
class Guest:
    """A visitor of the page Your model without a browser."""

    server: Server
    socket: ClientConnection
    session: str = ""
    uploader: str = ""
    said: list[str] = field(default_factory=list)

    def run(self, file_id: str = "", size: int = 0) -> None:
        """Ask for the page, with a file in its uploader or without, and read until it stands there."""
        message = BackMsg()
        message.rerun_script.page_name = "yours"
        if file_id:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.uploader
            info = state.file_uploader_state_value.uploaded_file_info.add()
            info.file_id, info.name, info.size = file_id, "models.csv", size
        self.socket.send(message.SerializeToString())
        self.said.clear()
        while True:
            forward = ForwardMsg()
            received = self.socket.recv(WAIT_SECONDS)
            assert isinstance(received, bytes)
            forward.ParseFromString(received)
            kind = forward.WhichOneof("type")
            if kind == "new_session":
                self.session = forward.new_session.initialize.session_id
            elif kind == "delta" and forward.delta.WhichOneof("type") == "new_element":
                self._hear(forward)
            elif kind == "script_finished":
                return

    def _hear(self, forward: ForwardMsg) -> None:
        element = forward.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "file_uploader":
            self.uploader = element.file_uploader.id
        elif kind in ("markdown", "alert", "exception"):
            part = getattr(element, kind)
            self.said.append(str(getattr(part, "body", "") or getattr(part, "message", "")))

    def put(self, file_id: str, content: bytes) -> int:
        """Send a file; the status of the answer."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="models.csv"\r\n\r\n'
        body = b"".join((head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()))
        token = self.token()
        request = urllib.request.Request(
            f"{self.server.url}/_stcore/upload_file/{self.session}/{file_id}",
            data=body,
            method="PUT",
            headers={
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "X-Xsrftoken": token,
                "Cookie": f"_streamlit_xsrf={token}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def token(self) -> str:
        """The secret with which Streamlit knows its own pages."""
        with urllib.request.urlopen(f"{self.server.url}/_stcore/health", timeout=WAIT_SECONDS) as answer:
            found = re.search("_streamlit_xsrf=([^;]+)", answer.headers["Set-Cookie"])
        assert found
        return found[1]


@contextmanager
def guest(server: Server, page: str = "yours") -> Iterator[Guest]:
    """Somebody opens the page."""
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, origin=Origin(server.url)) as socket:
        one = Guest(server, socket)
        one.run()
        yield one


def held(server: Server, what: str = "VmRSS") -> float:
    """Memory of the serving process [MiB]; VmHWM is the most that it has ever held."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(rf"{what}:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def csv_of_a_million() -> bytes:
    """44 MB with as many rows as are estimated at once."""
    numbers = np.arange(ROWS)
    lines = (f"model {n},{n % 997 + 1}e7,{n % 1009 + 1}e9,a100-sxm4-80gb,FRA\n" for n in numbers)
    return ("name,parameters,tokens,hardware,region\n" + "".join(lines)).encode()


def parquet_of_a_million() -> bytes:
    numbers = np.arange(ROWS)
    table = pa.table(
        {
            "name": [f"model {n}" for n in numbers],
            "parameters": (numbers % 997 + 1) * 1e7,
            "tokens": (numbers % 1009 + 1) * 1e9,
            "region": pa.array(["FRA"] * ROWS).dictionary_encode(),
        }
    )
    content = io.BytesIO()
    pyarrow.parquet.write_table(table, content)
    return content.getvalue()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, whose memory nobody else's visits have filled."""
    found = start_server()
    yield found
    found.stop()


@pytest.mark.parametrize("made", [csv_of_a_million, parquet_of_a_million])
def test_the_greatest_file_adds_little_to_the_serving_process(server: Server, made: Callable[[], bytes]) -> None:
    with guest(server) as one:
        estimated_twice(server, one, made())


def test_a_file_goes_with_its_visitor(server: Server) -> None:
    """What a first file makes the process load stays: it is the size of the file that is given back, most of it."""
    content = csv_of_a_million()
    with guest(server) as one:
        estimated_twice(server, one, content)
        kept = held(server)
    without = kept - len(content) / 2**20 / 2
    deadline = time.monotonic() + WAIT_SECONDS
    while held(server) > without and time.monotonic() < deadline:
        time.sleep(1)
    assert held(server) < without


def estimated_twice(server: Server, one: Guest, content: bytes) -> None:
    """What has been read waits no more, and a second file takes the place of the first."""
    before = held(server)
    for name in ("first", "second"):
        assert one.put(name, content) == 204
        one.run(name, len(content))
        assert any("1,000,000 of 1,000,000 models" in text for text in one.said), one.said
    assert held(server, "VmHWM") - before < GROWTH_MIB


def test_files_that_nobody_asked_for_are_refused(server: Server) -> None:
    with guest(server) as one:
        stranger = Guest(server, one.socket, session="00000000-0000-0000-0000-000000000000")
        assert stranger.put("never-asked-1", b"x" * 1000) == 403
        statuses = [one.put(f"never-asked-{number}", b"x" * (49 * 2**20)) for number in range(3)]
        assert statuses == [204, 413, 413]
