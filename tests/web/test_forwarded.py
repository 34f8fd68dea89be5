"""What is believed of the lines that proxies add."""

from __future__ import annotations

from typing import Any

import pytest

from web.forwarded import client, scheme


def scope(*forwarded: str, **lines: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    headers += [(name.replace("_", "-").encode(), value.encode()) for name, value in lines.items()]
    return {"type": "http", "scheme": "http", "client": ("10.0.0.1", 1), "headers": headers}


@pytest.mark.parametrize(
    ("lines", "proxies", "expected"),
    [
        (("1.2.3.4",), 0, "10.0.0.1"),
        (("6.6.6.6, 1.2.3.4",), 1, "1.2.3.4"),
        (("6.6.6.6, 1.2.3.4, 10.0.0.9",), 2, "1.2.3.4"),
        (("",), 1, "10.0.0.1"),
        ((), 1, "10.0.0.1"),
        # HAProxy appends a line of its own.
        (("6.6.6.6", "1.2.3.4"), 1, "1.2.3.4"),
        (("6.6.6.6", "1.2.3.4, 10.0.0.9"), 2, "1.2.3.4"),
        (("6.6.6.6, 7.7.7.7", "1.2.3.4", "10.0.0.9"), 2, "1.2.3.4"),
        # Others add the port.
        (("1.2.3.4:4711",), 1, "1.2.3.4"),
        (("[2001:db8::1]:4711",), 1, "2001:db8::1"),
        (("2001:db8::1",), 1, "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_outermost_own_proxy_saw(lines: tuple[str, ...], proxies: int, expected: str) -> None:
    assert client(scope(*lines), proxies) == expected


def test_a_connection_without_an_address_has_none() -> None:
    assert client({"type": "http", "client": None, "headers": []}, 1) == ""


def test_the_scheme_is_a_proxy_s_word_where_there_is_one() -> None:
    assert scheme(scope(x_forwarded_proto="https"), 1) == "https"
    assert scheme(scope(x_forwarded_proto="https"), 0) == "http"
    assert scheme(scope(x_forwarded_proto="javascript"), 1) == "http"
