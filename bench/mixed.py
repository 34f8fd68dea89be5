"""A class and what comes beside it: visitors move sliders, while new links, previews, API calls and files come in.

Each kind keeps its own pace, whatever the answers take, from many client addresses, so that the limits of one client
(docs/api.md) are not what is measured. An answer 429 or 503 that names a time to come again is what the program
promises under load, and is counted apart from an error.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from httpx2 import AsyncClient, AsyncHTTPTransport

from bench import load, uploads
from bench.figures import Spread, spread
from bench.servers import Server
from bench.session import ANSWER_SECONDS, opened
from bench.tally import Tally

CLIENTS = 24  # addresses, 127.0.1.1 and on: a proxy is told them by the connection itself
MODELS = ("gpt-3-175b", "bloom-176b", "palm-540b", "llama-3.1-405b")
PUES, UTILIZATIONS = 99, 40  # values of a link: what-ifs that nobody has asked for before
CALLS = ("estimate?model=gpt-3-175b&pue={pue}", "models?limit=50", "facts?limit=50", "version")


@dataclass(frozen=True)
class Mix:
    """Who comes and how often."""

    visitors: int
    seconds: float
    links_per_second: float = 5
    previews_per_second: float = 20
    calls_per_second: float = 50


@dataclass(frozen=True)
class Row:
    """What is kept of a tally."""

    kind: str
    answer_ms: Spread | None
    limited: int
    busy: int
    errors: int
    first_error: str


@dataclass(frozen=True)
class Mixed:
    """One run of the mixed load; the first row is that of the moves."""

    target: str
    visitors: int
    seconds: float
    clients: int
    rss_mib: float
    rows: tuple[Row, ...]


def run(server: Server, mix: Mix) -> Mixed:
    """The load on a server that nobody has visited yet."""
    return asyncio.run(_run(server, mix))


async def _run(server: Server, mix: Mix) -> Mixed:
    moves, *asked, files = (Tally(kind) for kind in ("move", "new link", "preview", "API call", "file"))
    paces = (mix.links_per_second, mix.previews_per_second, mix.calls_per_second)
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(_client(server.url, number)) for number in range(CLIENTS)]
        visitors = await load.arrive(stack, server.port, mix.visitors, moves.errors)
        own = await stack.enter_async_context(opened(server.port, uploads.PAGE))
        start = time.perf_counter()
        questions = [
            _ask_on(clients, tally, address, pace, start, mix.seconds)
            for tally, address, pace in zip(asked, (_link, _preview, _call), paces, strict=True)
        ]
        turns = max(1, round(mix.seconds / load.PAUSE_SECONDS))
        sliders = [
            load.visit(visitor, start + load.PAUSE_SECONDS * number / mix.visitors, turns, moves.took_ms, moves.errors)
            for number, visitor in enumerate(visitors)
        ]
        await asyncio.gather(*questions, *sliders, uploads.hand_in_on(own, clients[0], files, start, mix.seconds))
        rss_mib = server.rss_mib()
    rows = tuple(map(_row, (moves, *asked, files)))
    return Mixed(server.target.name, mix.visitors, mix.seconds, CLIENTS, round(rss_mib, 1), rows)


def _client(url: str, number: int) -> AsyncClient:
    transport = AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}")
    return AsyncClient(base_url=url, transport=transport, timeout=ANSWER_SECONDS, headers={"Accept-Language": "en"})


async def _ask_on(
    clients: list[AsyncClient],
    tally: Tally,
    address: Callable[[int], str],
    per_second: float,
    start: float,
    seconds: float,
) -> None:
    """So many questions a second, each at its time, whether those before it are answered or not."""

    async def ask(number: int) -> None:
        with tally.counting():
            asked = time.perf_counter()
            headers = {"Accept": "text/html"} if address is _link else {}
            answer = await clients[number % len(clients)].get(address(number), headers=headers)
            tally.note(answer, (time.perf_counter() - asked) * 1000)

    async with asyncio.TaskGroup() as group:
        for number in range(math.ceil(seconds * per_second)):
            await asyncio.sleep(max(0.0, start + number / per_second - time.perf_counter()))
            group.create_task(ask(number))


def _what_if(number: int) -> str:
    """Another state of the page of emissions for each number, up to some thousands."""
    pue = 1.01 + number % PUES / 100
    utilization = 20 + number // PUES % UTILIZATIONS
    model = MODELS[number // (PUES * UTILIZATIONS) % len(MODELS)]
    return f"pue={pue:.2f}&mfu=0.{utilization}&model={model}"


def _link(number: int) -> str:
    return f"/emissions?lang={'en' if number % 2 else 'zh'}&{_what_if(number)}"


def _preview(number: int) -> str:
    return f"/preview/emissions.png?lang=en&region=SWE&{_what_if(number)}"


def _call(number: int) -> str:
    return "/api/v1/" + CALLS[number % len(CALLS)].format(pue=f"{1.01 + number % PUES / 100:.2f}")


def _row(tally: Tally) -> Row:
    first = (tally.errors or [""])[0]
    return Row(tally.kind, spread(tally.took_ms), tally.limited, tally.busy, len(tally.errors), first)
