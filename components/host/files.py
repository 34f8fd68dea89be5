"""Uploaded files as Streamlit keeps them: by session, in memory, until their bytes are freed here."""

from __future__ import annotations

import re

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)")  # to which a browser sends them


def keep_in_memory(size: int) -> None:
    """Let files up to this size [bytes] never touch the disk: beyond a megabyte they would.

    Raises
    ------
    AttributeError where the installed Starlette has no such bound.
    """
    if not hasattr(MultiPartParser, "spool_max_size"):
        raise AttributeError("MultiPartParser.spool_max_size")
    MultiPartParser.spool_max_size = size


def free(widget: str) -> tuple[str, str] | None:
    """Free the bytes of the file in an uploader of this run; the page goes on naming it.

    Returns the names of session and file; None outside of a run.
    """
    context, file = get_script_run_ctx(), st.session_state[widget]
    file.truncate(0)  # the session keeps the object until its next run but one
    if not context or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return None
    context.uploaded_file_mgr.add_file(context.session_id, UploadedFileRec(file.file_id, file.name, file.type, b""))
    return context.session_id, file.file_id


def remove(session_id: str) -> None:
    """Remove all files of a session."""
    if runtime.exists():
        runtime.get_instance().uploaded_file_mgr.remove_session_files(session_id)


def connected(session_id: str) -> bool:
    """Whether a browser is connected with a session."""
    return runtime.exists() and runtime.get_instance().is_active_session(session_id)
