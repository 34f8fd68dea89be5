"""Production entry: the dashboard as an ASGI application, started by `streamlit run server.py`.

What every page needs is loaded before the first visitor comes, so that a class that opens one link at once finds it
ready. Around the dashboard stand the API and what a web server adds (web/).
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pyarrow
import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit import config

from api import application
from components import frame
from components.blocks import upload
from content.tables import catalog, datasets
from footprint.load import DatasetError
from web import (
    ahead,
    assets,
    capacity,
    event_loops,
    headers,
    health,
    limits,
    page,
    pictures,
    protocol,
    settings,
    uploads,
)

# Arrow's own allocator keeps 34 MiB more than it is asked for; tables are read once, so nothing is gained by it.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())
# Streamlit's own host, which runs app.py, speaks with the page around it; elsewhere nobody does, and a browser that
# compares each message with sixteen addresses loses 7 ms a move.
config.set_option("client.allowedOrigins", [])
# A visitor's file stays in memory, as its page promises: beyond a megabyte it would go through the disk.
MultiPartParser.spool_max_size = 2 * upload.MEGABYTES * 1024**2


def warm_up() -> None:
    """Import what the pages import and compute what they share; a broken data set is told to each visitor instead."""
    for name in frame.PAGES.values():
        importlib.import_module(f"components.blocks.{name}")
    try:
        catalog.warm_up()
    except DatasetError as error:
        logging.getLogger(__name__).error("%s", error)


def middleware(own: settings.Settings) -> list[Middleware]:
    """What each request passes through, outermost first."""
    policy = headers.policy(page.markup(), own.frame_origins)
    return [
        Middleware(headers.SecurityHeaders, content_policy=policy),
        Middleware(capacity.Capacity, most=capacity.limit()),
        Middleware(limits.Limit, paths=(application.PATH,), per_second=10, burst=100, proxies=own.proxies),
        Middleware(limits.Limit, paths=(pictures.PATH,), per_second=2, burst=20, proxies=own.proxies),
        Middleware(uploads.Uploads),
        Middleware(assets.CompressedAssets),
        Middleware(protocol.Protocol),
        Middleware(ahead.Named),
        Middleware(page.Page, address=own.address, proxies=own.proxies),
    ]


capacity.raise_limit()
event_loops.install()
# A run is not interrupted every 5 ms by the thread that sends: it lets that one go on where something is to be sent.
sys.setswitchinterval(0.02)
warm_up()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """What goes on as long as this process serves."""
    datasets.watch()
    async with watched.watching():
        yield


own = settings.read()
watched = health.Health(own.limits)
app = st.App(
    "app.py",
    routes=[*ahead.ROUTES, *watched.routes, *pictures.ROUTES, Mount(application.PATH, application.application())],
    middleware=middleware(own),
    lifespan=lifespan,
)
