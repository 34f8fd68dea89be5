"""Streamlit's connection with a browser: where it is, and what may come over it."""

from __future__ import annotations

from streamlit.proto.BackMsg_pb2 import BackMsg

STREAM = "/_stcore/stream"


def is_message(content: bytes) -> bool:
    """Whether a frame from a browser is one of Streamlit's messages."""
    try:
        BackMsg.FromString(content)
    except Exception:  # of which kind is up to the library that reads it
        return False
    return True
