"""Messages and names by language, from the gettext catalogues in `locales/`.

A message is asked for by its id (`growth.title`), never by an English sentence, so that a better English
wording does not orphan the translations. Adding a language is one catalogue and one entry in `LANGUAGES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "zh": "中文"}
DEFAULT_LANGUAGE = "en"
# What a locator of a source is put together of, e.g. `Table 3` and `row 'GPT-4'`.
PART = re.compile(r"\b(Tables?|Section|Fig\.|Appendix|equation|footnote|fn|page|p\.) ((?:[A-Z]\.?)?\d[\d.]*\b|[A-Z]\b)")
QUOTED = re.compile(r"""\b(quoted in Epoch row|row|column) ['"]([^'"]*)['"]""")
# Parts of the world by their UN M.49 codes.
AREAS = {
    "WORLD": "001",
    "AFRICA": "002",
    "NORTH-AMERICA": "003",
    "SOUTH-AMERICA": "005",
    "OCEANIA": "009",
    "ASIA": "142",
    "EUROPE": "150",
    "LATIN-AMERICA": "419",
    "EU27": "EU",
}
MANY = 100
LOCALES = Path(__file__).parent / "locales"


@cache
def catalogue(language: str) -> Catalog:
    """Catalogue of one language."""
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file)


@cache
def forms(language: str) -> dict[str, tuple[str, ...]]:
    """Message id -> text, once for each plural form where there are several; untranslated ids are left out."""
    translated = (message for message in catalogue(language) if message.id and message.string)
    return {_as_tuple(message.id)[0]: _as_tuple(message.string) for message in translated}


def _as_tuple(text: object) -> tuple[str, ...]:
    """What stands in a message: several texts where it has plural forms."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


@cache
def messages(language: str) -> dict[str, str]:
    """Message id -> text, with plurals in the form of many."""
    return {key: texts[-1] for key, texts in forms(language).items()}


@cache
def _form_of(language: str) -> Callable[[int], int]:
    """Which plural form a number takes, by the rule in the head of the catalogue."""
    rule: Callable[[int], int] = c2py(catalogue(language).plural_expr)
    return rule


@cache
def data_texts(language: str) -> dict[str, str]:
    """Prose of the data tables in one language by its English text; empty for English."""
    path = LOCALES / "data" / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


@cache
def _alpha2_by_alpha3() -> dict[str, str]:
    """ISO 3166 alpha-3 -> alpha-2 from CLDR's territory aliases; Kosovo (XKX) is not among them."""
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    codes = {code: names[0] for code, names in aliases.items() if re.fullmatch("[A-Z]{3}", code)}
    return codes | {"XKX": "XK"}


def country_codes() -> list[tuple[str, str]]:
    """ISO 3166 alpha-2 codes with alpha-3 codes, and the two that people write in their place."""
    codes = [(alpha2, alpha3) for alpha3, alpha2 in _alpha2_by_alpha3().items()]
    return [*codes, ("UK", "GBR"), ("EU", "EU27")]


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@dataclass(frozen=True)
class Text:
    """The texts of one language; call it with a message id."""

    language: str = DEFAULT_LANGUAGE

    def __call__(self, message_id: str, **values: object) -> str:
        """Text of a message with its `{placeholders}` filled; falls back to English, raises KeyError beyond."""
        text = messages(self.language).get(message_id) or messages(DEFAULT_LANGUAGE)[message_id]
        return text.format(**values) if values else text

    def plural(self, message_id: str, number: float, **values: object) -> str:
        """Text of a message in the form for a number as it is printed, as ngettext chooses it.

        The values fill the placeholders, the number among them; a fraction takes the form of many.
        """
        language = self.language if message_id in forms(self.language) else DEFAULT_LANGUAGE
        texts = forms(language)[message_id]
        whole = int(number) if float(number).is_integer() else MANY
        return texts[min(_form_of(language)(whole), len(texts) - 1)].format(**values)

    def data(self, text: str) -> str:
        """Prose of a data table, as it stands there where it is not translated."""
        return data_texts(self.language).get(text, text)

    def place(self, name: str) -> str:
        """Name of a region of a grid or a cloud; of `AWS us-east-1 (N. Virginia)`, what stands in brackets."""
        known = data_texts(self.language)
        outer, _, inner = name.rpartition(" (")
        within = inner.removesuffix(")")
        if name in known or not outer or within == inner or within not in known:
            return self.data(name)
        return self("place.within", name=outer, place=known[within])

    def locator(self, text: str) -> str:
        """Table, section or page of a source; what is no such word stays as it is."""
        known = data_texts(self.language)
        if not known:
            return text

        def translated(match: re.Match[str]) -> str:
            return self.data(f"{match[1]} {{n}}").replace("{n}", match[2])

        parts = (known.get(part) or QUOTED.sub(translated, PART.sub(translated, part)) for part in text.split(", "))
        return ", ".join(parts)

    @property
    def locale(self) -> Locale:
        """CLDR locale of the language."""
        return _locale(self.language)

    def country(self, iso3: str, otherwise: str) -> str:
        """Name of a country by its ISO 3166 alpha-3 code in CLDR, else `otherwise`."""
        return str(self.locale.territories.get(_alpha2_by_alpha3().get(iso3, ""), otherwise))

    def area(self, grid_id: str, otherwise: str) -> str:
        """Name of a part of the world in CLDR, else `otherwise` as a place."""
        return str(self.locale.territories.get(AREAS.get(grid_id, ""), self.place(otherwise)))

    def date(self, moment: object) -> str:
        """Month and year as the language writes them."""
        pattern = "yyyy年M月" if self.language == "zh" else "MMMM yyyy"
        return format_date(moment, pattern, locale=self.locale)  # type: ignore[arg-type]


def guess(browser_locale: str | None) -> str:
    """Language for a browser's locale such as `zh-CN`; English when it is none of ours."""
    code = (browser_locale or "").split("-")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE
