"""Counts of answers: in time, put off in words, and failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

from httpx2 import Response

ANNOUNCED = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass
class Tally:
    """How one kind of question was answered."""

    kind: str
    took_ms: list[float] = field(default_factory=list)  # of answers that are none of the two below
    limited: int = 0  # 429
    busy: int = 0  # 503
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Whatever goes wrong inside is counted and shown."""
        try:
            yield
        except Exception as error:
            self.errors.append(repr(error))

    def note(self, answer: Response, took_ms: float) -> None:
        """Count an answer."""
        if answer.is_success:
            self.took_ms.append(took_ms)
        elif answer.status_code not in ANNOUNCED or "Retry-After" not in answer.headers:
            self.errors.append(f"{answer.status_code} {answer.url}")
        elif answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            self.limited += 1
        else:
            self.busy += 1
