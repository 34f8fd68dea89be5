"""Time of the server and bytes on the wire for one visitor, page by page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import Spread, spread
from bench.servers import Server
from bench.session import opened

# Until the server has put the last run away, the next one waits; nobody moves a slider that fast.
PAUSE_SECONDS = 0.2
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


def measure(server: Server, addresses: Sequence[tuple[str, str]], moves: int) -> list[Reruns]:
    """Each page, given as address and name, in a session of its own."""
    return [asyncio.run(_page(server, address, name, moves)) for address, name in addresses]


async def _page(server: Server, address: str, name: str, moves: int) -> Reruns:
    async with opened(server.port, address, START) as session:
        first = await session.run()
        charts = session.charts
        runs = []
        for _ in range(moves):
            await asyncio.sleep(PAUSE_SECONDS)
            runs.append(await session.move())
    return Reruns(
        server.target.name,
        name,
        charts,
        session.slider.label if session.slider else "",
        round(first.took_ms, 2),
        first.received_bytes,
        spread([run.took_ms for run in runs]),
        spread([run.received_bytes for run in runs]),
    )
