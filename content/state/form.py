"""Text form of a field of the state: how the address writes its value, and back.

Addresses and tables of changes know texts; the program knows numbers, ids, tuples and None. This is the only place
where the words stand that mean "no value" (`published`, `assumed`, `none`, `never`, `all`).
"""

from __future__ import annotations

from dataclasses import dataclass

NONE = "none"  # of a number: not stated; of a list: empty
SEPARATOR = "~"  # of the ids in a list; no id holds it, and addresses need not encode it
DIGITS = 12  # of a number of the address; nobody types more

Value = str | int | float | tuple[str, ...] | None


@dataclass(frozen=True)
class Form:
    """An id, as it stands; `none` is the word for no value."""

    none: str | None = None

    def text(self, value: Value) -> str:
        """How the address writes a value."""
        if value is None and self.none is not None:
            return self.none
        return self._text(value)

    def value(self, text: str) -> Value:
        """What a text of the address means; the text must be one that `text` writes."""
        return None if text == self.none else self._value(text)

    def _text(self, value: Value) -> str:
        assert isinstance(value, str)
        return value

    def _value(self, text: str) -> Value:
        return text


@dataclass(frozen=True)
class Number(Form):
    """A number with so many decimals, a whole number where there are none."""

    decimals: int = 0

    def _text(self, value: Value) -> str:
        assert isinstance(value, int | float)
        return f"{value:.{self.decimals}f}"

    def _value(self, text: str) -> Value:
        return float(text) if self.decimals else int(text)


@dataclass(frozen=True)
class Digits(Form):
    """A number with the digits that it has."""

    def _text(self, value: Value) -> str:
        assert isinstance(value, int | float)
        return canonical(value)

    def _value(self, text: str) -> Value:
        return float(text)


@dataclass(frozen=True)
class Ids(Form):
    """Ids one after the other; `none` is the word for an empty list."""

    def text(self, value: Value) -> str:
        """How the address writes a list."""
        assert isinstance(value, tuple)
        assert self.none is not None
        return SEPARATOR.join(value) or self.none

    def value(self, text: str) -> Value:
        """The ids that a text of the address holds."""
        return () if text == self.none else tuple(text.split(SEPARATOR))


ID = Form()
AMOUNT = Digits(NONE)
LIST = Ids(NONE)


def canonical(number: float) -> str:
    """A number as the address writes it: 576, 7e9, 1.2345e4."""
    short = f"{number:.{DIGITS}g}"
    if 1e-4 <= number < 1e4 and "e" not in short:
        return short
    mantissa, exponent = f"{number:.{DIGITS - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
