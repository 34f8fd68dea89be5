"""What is said of a link that states what nobody can read, or what somebody else has written.

Nothing of what it states is repeated: anybody may write a link.
"""

from __future__ import annotations

from collections.abc import Iterable

from content.language.messages import Text
from content.state.parameters import SECOND


def notices(t: Text, lost: Iterable[str], unsure: Iterable[str]) -> list[str]:
    """Sentences on the parameters whose values are unknown, impossible or too long, and on those to look at again."""
    words = {"release.unknown": lost, "release.unsure": unsure}
    return [t(message, names=_names(names, t)) for message, names in words.items() if names]


def _names(parameters: Iterable[str], t: Text) -> str:
    """Names of controls, each once; scenario B has those of A."""
    names = (t(f"control.{name.removesuffix('_b') if name in SECOND else name}") for name in parameters)
    return ", ".join(dict.fromkeys(names))
