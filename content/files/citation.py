"""Citations of a view: one line for a list of references, and BibTeX."""

from __future__ import annotations

import datetime

AUTHORS = "The Model Footprint authors"  # as in CITATION.cff


def today() -> datetime.date:
    """The date in files that leave the page."""
    return datetime.datetime.now(datetime.UTC).date()


def citation(page: str, link: str, version: str, today: datetime.date) -> str:
    """One line for a list of references."""
    return f"{AUTHORS} ({today.year}). Model Footprint: {page}. Data version {version}. Retrieved {today}, from {link}"


def bibtex(page: str, link: str, version: str, today: datetime.date) -> str:
    """The same for BibTeX."""
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"Model Footprint: {page}",
        "year": str(today.year),
        "version": version,
        "url": link,
        "urldate": today.isoformat(),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{modelfootprint{today.year},\n{lines}\n}}"
