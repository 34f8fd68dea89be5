"""A few visitors in the mixed load: everybody is answered. How soon is what `make bench` measures."""

from __future__ import annotations

from httpx2 import Request, Response

from bench import mixed
from bench.mixed import CLIENTS, Mix
from bench.servers import APP, running
from bench.tally import Tally


def test_visitors_links_previews_calls_and_files_are_all_answered() -> None:
    with running(APP) as server:
        found = mixed.run(server, Mix(visitors=12, seconds=6, links_per_second=50))
    assert [row.first_error for row in found.rows] == [""] * 5
    answered = {row.kind: row.answer_ms.count if row.answer_ms else 0 for row in found.rows}
    assert answered["move"] == 12 * 3
    assert all(answered.values()), found.rows
    told = {row.kind for row in found.rows if row.limited or row.busy}
    assert told <= {"new link", "preview", "API call"}


def test_what_is_asked_is_new_each_time_and_from_many_addresses() -> None:
    assert CLIENTS >= 20
    for address in (mixed._link, mixed._preview):
        assert len({address(number) for number in range(1200)}) == 1200


def test_an_answer_that_names_no_time_to_come_again_is_an_error() -> None:
    tally = Tally("preview")
    for status, headers in ((200, {}), (429, {"Retry-After": "1"}), (503, {"Retry-After": "1"}), (503, {}), (500, {})):
        tally.note(Response(status, headers=headers, request=Request("GET", "http://a/")), 1.0)
    assert (len(tally.took_ms), tally.limited, tally.busy, len(tally.errors)) == (1, 1, 1, 2)
