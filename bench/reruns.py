"""Time of the server and bytes on the wire for one visitor, page by page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bench.figures import Spread, spread
from bench.servers import Server
from bench.session import opened

# Until the server has put the last run away, the next one waits; nobody moves a slider that fast.
PAUSE_SECONDS = 0.05
START = 3  # steps of the slider below the first measured one


@dataclass(frozen=True)
class Reruns:
    """The first run of a page and the runs after it."""

    target: str
    page: str
    charts: int
    slider: str  # label of the slider that was moved; empty where the page has none and ran again as it was
    first_ms: float
    first_bytes: int
    rerun_ms: Spread | None
    rerun_bytes: Spread | None


def measure(pages: Sequence[tuple[Server, str, str]], moves: int) -> list[Reruns]:
    """Each page, given as server, address and name, in a session of its own.

    Goes round all of them again and again: whatever else the machine does then disturbs all alike.
    """
    return asyncio.run(_rounds(pages, moves))


async def _rounds(pages: Sequence[tuple[Server, str, str]], moves: int) -> list[Reruns]:
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(opened(server.port, page, START)) for server, page, _ in pages]
        runs = [[session.first] for session in sessions]
        charts = [session.charts for session in sessions]
        for _ in range(moves):
            for session, so_far in zip(sessions, runs, strict=True):
                await asyncio.sleep(PAUSE_SECONDS)
                so_far.append(await session.move())
    return [
        Reruns(
            server.target.name,
            name,
            drawn,
            session.slider.label if session.slider else "",
            round(first.took_ms, 2),
            first.received_bytes,
            spread([run.took_ms for run in following]),
            spread([run.received_bytes for run in following]),
        )
        for (server, _, name), session, drawn, (first, *following) in zip(pages, sessions, charts, runs, strict=True)
    ]
