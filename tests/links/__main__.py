"""`python -m tests.links` lists how the numbers of today differ from the recorded ones; `record` records them anew."""

from __future__ import annotations

import logging
import sys
from collections import Counter

from tests.links import addresses, records

if __name__ == "__main__":
    logging.disable(logging.WARNING)  # Streamlit's word that it runs outside of a server
    links = addresses.read()
    if sys.argv[1:] == ["record"]:
        print(f"{records.write(links)} numbers of {len(links)} links")
    else:
        kinds: Counter[tuple[str, str]] = Counter()
        examples: dict[tuple[str, str], records.Difference] = {}
        for difference in records.differences(links, range(len(links))):
            kind = (difference.link.page, difference.number.quantity)
            kinds[kind] += 1
            examples.setdefault(kind, difference)
        for kind, count in kinds.most_common():
            print(count, *kind, examples[kind].number, examples[kind].link, sep="\t")
