"""Names of chips and places as people write them, looked up by what is left without case, spaces and signs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Makers and their lines, which some write before a chip's name and others leave out.
MAKERS = ("nvidia", "tesla", "geforce", "quadro", "amd", "instinct", "radeon", "google", "cloud", "intel", "habana")
MORE_MAKERS = ("huawei", "aws", "amazon", "graphcore", "apple", "cerebras")
LEAST_LIKE = 0.6  # of 1: two names with as much in common are near enough to be meant
LONGEST = 60  # letters of an unknown name that are compared
NEAREST = 2  # names that are offered in place of an unknown one


@dataclass(frozen=True)
class Spellings:
    """Ids by each spelling that means one of them alone."""

    ids: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]  # ids of each spelling that means several
    plain: frozenset[str]  # ids and names as they stand in menus, in lower case
    makers: bool = False  # whether a maker's name may stand before

    @classmethod
    def of(cls, *ranks: Iterable[tuple[str, str]], plain: int = 0, makers: bool = False) -> Spellings:
        """From pairs of spelling and id, by rank: what a rank says goes before what the next ones do.

        `plain` of the ranks hold what stands in menus.
        """
        ids: dict[str, str] = {}
        unclear: dict[str, tuple[str, ...]] = {}
        listed: set[str] = set()
        for number, rank in enumerate(ranks):
            meant: dict[str, dict[str, None]] = {}
            for text, name in rank:
                meant.setdefault(key(text, makers), {})[name] = None
                listed.update([text.casefold()] if number < plain else ())
            for short, names in meant.items():
                if not short or short in ids or short in unclear:
                    continue
                if len(names) == 1:
                    ids[short] = next(iter(names))
                else:
                    unclear[short] = tuple(names)
        return cls(ids, unclear, frozenset(listed), makers)

    def find(self, text: str) -> str | None:
        """Id of a spelling; None where nobody knows it."""
        return self.ids.get(key(text, self.makers))

    def near(self, text: str) -> list[str]:
        """Ids of the spellings that are most like it, nearest first."""
        if meant := self.unclear.get(short := key(text, self.makers)):
            return list(meant[:NEAREST])
        similar = difflib.get_close_matches(short[:LONGEST], self.ids, 4 * NEAREST, LEAST_LIKE)
        return list(dict.fromkeys(self.ids[spelling] for spelling in similar))[:NEAREST]


def key(text: str, makers: bool = False) -> str:
    """What two spellings of one name share: letters and digits, without marks above them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    while makers and len(words) > 1 and words[0] in (*MAKERS, *MORE_MAKERS):
        del words[0]
    return "".join(words)
