"""Models by words of their names, in place of a list of more than a thousand."""

from __future__ import annotations

from content.tables import catalog
from footprint.spellings import key


@catalog.shared()
def _searched() -> list[tuple[str, str]]:
    """What a search looks through and the id of each model, the one with most published figures first."""
    known = sorted(
        catalog.model_rows().values(), key=lambda row: (row["known_from"] != "", -catalog.facts_of()[row["model_id"]])
    )
    columns = ("model_id", "name", "short_name", "organization")
    return [(" ".join(key(str(row[column])) for column in columns), str(row["model_id"])) for row in known]


def search(text: str) -> list[str]:
    """Ids of the models that hold all words of a text, whatever their case, signs and marks; the best known first."""
    words = [key(word) for word in text.split()]
    return [model_id for searched, model_id in _searched() if all(word in searched for word in words)]
