"""The server around the dashboard: what is loaded before the first visitor comes, its routes and its middleware.

A class that opens one link at once finds everything ready. app.py makes an application of it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pyarrow
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from components import errors, frame, options, upload
from components.host import event_loops, files
from content.files import html_file
from content.tables import catalog, datasets
from footprint.load import DatasetError
from web import (
    assets,
    base_path,
    capacity,
    charts,
    headers,
    health,
    limits,
    page,
    pictures,
    protocol,
    scripts,
    settings,
    uploads,
    visitors,
)
from web.api import application

SCRIPT = str(frame.RUN)
BASE = options.base_path()
on_script_error = errors.show


def prepare() -> None:
    """Set what has to be set before anything is served."""
    # Arrow's own allocator keeps 34 MiB more than it is asked for; tables are read once, so nothing is gained by it.
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    files.keep_in_memory(2 * upload.MEGABYTES * 1024**2)  # as its page promises
    capacity.raise_limit()
    event_loops.install()
    warm_up()


def warm_up() -> None:
    """Compute what the pages share; a broken data set is told to each visitor instead."""
    try:
        catalog.warm_up()
    except DatasetError as error:
        logging.getLogger(__name__).error("%s", error)


prepare()
own = settings.read()
watched = health.Health(own.limits)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """What goes on as long as this process serves."""
    datasets.watch()
    async with watched.watching():
        yield


def routes() -> list[BaseRoute]:
    """Addresses that are not Streamlit's."""
    static = Mount(f"/{html_file.STATIC_PATH}", StaticFiles(directory=html_file.STATIC))
    api = Mount(application.PATH, application.application())
    ours = [*charts.ROUTES, *watched.routes, *pictures.ROUTES, *scripts.ROUTES, api, static]
    # Whoever watches over the process asks it at the root of its own address.
    return [*base_path.below(BASE, ours), *(watched.routes if BASE else ())]


def middleware() -> list[Middleware]:
    """What each request passes through, outermost first."""
    policy = headers.policy(page.markup(), own.frame_ancestors)
    names = visitors.Names(options.cookie_secret())
    return [
        Middleware(base_path.WithoutBasePath, base=BASE),
        Middleware(headers.SecurityHeaders, content_policy=policy),
        Middleware(capacity.Capacity, most=capacity.limit()),
        Middleware(limits.RateLimit, paths=(application.PATH,), rates=limits.API, names=names, proxies=own.proxies),
        Middleware(limits.RateLimit, paths=(charts.PATH,), rates=limits.CHARTS, names=names, proxies=own.proxies),
        Middleware(limits.RateLimit, paths=(pictures.PATH,), rates=limits.PICTURES, names=names, proxies=own.proxies),
        Middleware(uploads.Uploads),
        Middleware(assets.CompressedAssets),
        Middleware(protocol.Protocol),
        Middleware(visitors.NamedVisitors, names=names, path=BASE or "/", proxies=own.proxies),
        Middleware(page.Page, address=own.address, proxies=own.proxies),
        Middleware(base_path.WithBasePath),
    ]
