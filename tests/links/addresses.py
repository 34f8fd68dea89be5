"""Five hundred links: each page, language and parameter several times, own models, what-ifs, both data versions.

`python -m tests.links.addresses` wrote links.csv from the parameters of revision 3643975; the file is kept, so that the
links stay what they were when parameters are added.
"""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

FILE = Path(__file__).parent / "links.csv"
VERSIONS = ("2026.11.1", "2026.11.0")
PAGES = 13  # that there were then
LANGUAGES = ("en", "zh")
MODELS = (
    "gpt-3-175b",
    "bert-base",
    "bert-large",
    "llama-3.1-405b",
    "bloom-176b",
    "gpt-4",
    "deepseek-v3",
    "t5-11b",
    "lisa",
)
OWN = {
    "own_parameters": ("none", "1.5e8", "7e9", "1.8e12"),
    "own_tokens": ("none", "3e9", "2e12", "1.5e13"),
    "own_hours": ("none", "576", "2.5e6"),
    "own_energy": ("none", "0.75", "1287"),
}
VALUES_EACH = 3
FEWER = {"present": 1, "tour": 2, "data": 2, "teach": 1, "claims": 1, "method": 2}  # pages that few values change
TOGETHER = 110  # links with several values at once
SEED = 3643975


@dataclass(frozen=True)
class Link:
    """An address within the dashboard: a page and its query."""

    page: str
    query: str

    @property
    def values(self) -> dict[str, str]:
        """What the query states."""
        return dict(parse_qsl(self.query))

    def __str__(self) -> str:
        return f"/{self.page}?{self.query}"


def read() -> list[Link]:
    """The links, in their order."""
    with FILE.open(newline="", encoding="utf-8") as file:
        return [Link(row["page"], row["query"]) for row in csv.DictReader(file)]


def _made() -> Iterator[Link]:
    from content.state.parameters import PAGE_PARAMETERS, SHARED
    from content.tables import catalog

    dice, known = random.Random(SEED), catalog.all_parameters()
    settings = itertools.cycle(itertools.product(LANGUAGES, VERSIONS))

    def some(name: str) -> list[str]:
        if name in OWN:
            return list(OWN[name])
        if name == "model":
            return list(MODELS)
        options = [option for option in known[name].options if option != known[name].default]
        picked = [options[0], options[-1], *dice.sample(options, min(len(options), VALUES_EACH))]
        return list(dict.fromkeys(picked))[:VALUES_EACH]

    for page, names in PAGE_PARAMETERS.items():
        for language, version in itertools.product(LANGUAGES, VERSIONS):
            yield Link(page, urlencode({"lang": language, "data": version}))
        for name in (*(one for one in SHARED if one not in ("lang", "data")), *names):
            for value in some(name)[: FEWER.get(page, VALUES_EACH)] if name not in (*OWN, "model") else some(name):
                language, version = next(settings)
                yield Link(page, urlencode({"lang": language, "data": version, name: value}))
    drawn = [page for page, names in PAGE_PARAMETERS.items() if names]
    for number in range(TOGETHER):
        language, version = next(settings)
        page = drawn[number % len(drawn)]
        every = [*(one for one in SHARED if one not in ("lang", "data")), *PAGE_PARAMETERS[page]]
        chosen = dice.sample(every, min(len(every), 4))
        yield Link(
            page, urlencode({"lang": language, "data": version} | {name: dice.choice(some(name)) for name in chosen})
        )


if __name__ == "__main__":
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("page", "query"))
        writer.writerows((link.page, link.query) for link in dict.fromkeys(_made()))
