"""A visitor of Your model who hands in one small file after the other, as the page's uploader does."""

from __future__ import annotations

import asyncio
import time

from httpx2 import AsyncClient, Response
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.session import ANSWER_SECONDS, ScriptError, Session
from bench.tally import Tally
from components import upload

PAGE = "yours"
SECONDS = 5.0  # between one file and the next
NAME = "models.csv"
CONTENT = upload.example()
TOKEN = "_streamlit_xsrf"  # cookie of Streamlit's, whose value a browser sends back with a file


async def hand_in_on(visitor: Session, client: AsyncClient, tally: Tally, start: float, seconds: float) -> None:
    """A file now and then, until the time is over."""
    for number in range(max(1, int(seconds / SECONDS))):
        await asyncio.sleep(max(0.0, start + number * SECONDS - time.perf_counter()))
        with tally.counting():
            asked = time.perf_counter()
            place = await _place(visitor)
            answer = await _send(visitor, client, place)
            if answer.is_success:
                await visitor.run(_chosen(visitor, place))
                if visitor.alert:
                    raise ScriptError(visitor.alert)
            tally.note(answer, (time.perf_counter() - asked) * 1000)


async def _place(visitor: Session) -> FileURLs:
    """Where the server wants the file."""
    question = BackMsg()
    question.file_urls_request.session_id = visitor.session_id
    question.file_urls_request.file_names.append(NAME)
    await visitor.socket.send(question.SerializeToString())
    while True:
        raw = await asyncio.wait_for(visitor.socket.recv(decode=False), ANSWER_SECONDS)
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "file_urls_response":
            place: FileURLs = message.file_urls_response.file_urls[0]
            return place
        visitor.note(message)


async def _send(visitor: Session, client: AsyncClient, place: FileURLs) -> Response:
    """Send the file to the process that the visitor is with."""
    welcome = await client.get("/_stcore/health", headers={"Cookie": visitor.cookies})
    token = welcome.cookies[TOKEN]
    headers = {"Cookie": f"{visitor.cookies}; {TOKEN}={token}", "X-Xsrftoken": token}
    return await client.put(place.upload_url, files={"file": (NAME, CONTENT, "text/csv")}, headers=headers)


def _chosen(visitor: Session, place: FileURLs) -> BackMsg:
    """The page's uploader holds the file."""
    question = BackMsg()
    widget = question.rerun_script.widget_states.widgets.add(id=visitor.uploader)
    file = widget.file_uploader_state_value.uploaded_file_info.add(file_id=place.file_id, name=NAME, size=len(CONTENT))
    file.file_urls.CopyFrom(place)
    return question
