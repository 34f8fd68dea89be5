"""Settings of a server, as environment variables: FOOTPRINT_ and the name of a field.

docs/deployment.md lists them as they are described here.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from content.tables import storage
from runtime.watchdog import Limits

PREFIX = "FOOTPRINT_"
BELIEVED = "FORWARDED_ALLOW_IPS"  # of uvicorn: whose X-Forwarded-* lines it takes; set to nothing, nobody's

# An origin as the frame rules take it: https://school.example.org, https://*.example.org:8443, or any with *.
Origin = Annotated[str, StringConstraints(pattern=r"^(\*|'none'|https?://(\*\.)?[A-Za-z0-9.-]+(:\d+)?)$")]
Address = Annotated[
    str,
    AfterValidator(lambda value: value.rstrip("/")),
    StringConstraints(pattern=r"^(https?://[A-Za-z0-9.-]+(:\d+)?/*)?$"),
]
Seconds = Annotated[float, Field(gt=0, le=threading.TIMEOUT_MAX, allow_inf_nan=False)]


class SettingError(ValueError):
    """A setting that cannot be understood; the server does not start with a guess."""


class Settings(BaseSettings):
    """Settings of a server."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, validate_default=False)

    address: Annotated[
        Address, Field(description="the site's address, for links in previews, such as `https://footprint.example.org`")
    ] = ""
    proxies: Annotated[
        int,
        Field(ge=0, description="own proxies before it, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed"),
    ] = 0
    frame_ancestors: Annotated[
        tuple[Origin, ...],
        NoDecode,
        BeforeValidator(str.split),
        Field(description="sites that may hold the dashboard in a frame, separated by spaces; `*` for any"),
    ] = ()
    data: Annotated[
        str,
        Field(description="where the data set lies: a folder, `https://…` or `s3://bucket/path?region=…`, see below"),
    ] = ""
    data_seconds: Annotated[Seconds, Field(description="time between two looks for a new version there")] = (
        storage.EVERY_SECONDS
    )
    run_seconds: Annotated[Seconds, Field(description="how long a run may hold its place")] = Limits.run_seconds
    end_seconds: Annotated[
        Seconds, Field(description="how long a run that was asked to end may go on before the process ends")
    ] = Limits.end_seconds
    silent_seconds: Annotated[
        Seconds,
        Field(description="how long the watchdog or the server may be without a turn before the process ends"),
    ] = Limits.silent_seconds
    probe_seconds: Annotated[Seconds, Field(description="time between two probes")] = Limits.probe_seconds

    @property
    def limits(self) -> Limits:
        """Limits of the watchdog."""
        return Limits(self.run_seconds, self.end_seconds, self.silent_seconds, self.probe_seconds)


def read() -> Settings:
    """Settings of this process; raises SettingError with all that cannot be understood."""
    if BELIEVED not in os.environ:  # the server has read it before the program is
        logging.getLogger(__name__).warning("%s is not set: the server believes what programs here forward", BELIEVED)
    try:
        return Settings()
    except ValidationError as error:
        wrong = (_named(str(problem["loc"][0]), problem["input"], problem["msg"]) for problem in error.errors())
        raise SettingError("; ".join(wrong)) from None


def _named(field: str, value: object, wrong: str) -> str:
    """Name, meaning and value of a setting, and what is wrong with it."""
    return f"{PREFIX}{field.upper()} ({Settings.model_fields[field].description}) is {value!r}: {wrong}"
