"""Streamlit's page is completed in each place, or not at all and with an error."""

from __future__ import annotations

import pytest

from components.host import shell
from components.host.shell import TOKENS, ShellError


def test_all_that_is_handed_over_stands_in_the_page_and_all_of_streamlit_s_too() -> None:
    page_shell = shell.installed()
    markup = page_shell.completed("<i>head</i>", "zh", "<title>ours</title>", "<b>body</b>", "<p>no scripts</p>")
    early = f"<b>body</b><noscript>{shell.WITHOUT_SCRIPTS}<p>no scripts</p>"
    places = ('<html lang="zh">', "<head><i>head</i>", "<title>ours</title>", "</head>", early)
    at = [markup.index(place) for place in places]
    assert at == sorted(at)
    assert TOKENS[-1] in markup[at[-1] :]
    assert all(piece in markup for index, piece in enumerate(page_shell.pieces) if index != TOKENS.index("</noscript>"))
    assert "<title>Streamlit</title>" not in markup


def test_with_nothing_but_its_head_the_page_keeps_its_title() -> None:
    assert shell.TITLE in shell.installed().completed("")


@pytest.mark.parametrize("token", TOKENS)
def test_a_page_without_one_of_the_places_is_an_error(token: str) -> None:
    with pytest.raises(ShellError, match="exactly one"):
        shell.read(shell.installed().markup.replace(token, ""))
    with pytest.raises(ShellError, match="exactly one"):
        shell.read(shell.installed().markup.replace(token, token * 2))


def test_a_page_with_places_in_another_order_or_without_letters_is_an_error() -> None:
    markup = shell.installed().markup
    with pytest.raises(ShellError, match="elsewhere"):
        shell.read(markup.replace(shell.TITLE, "").replace("<body>", f"<body>{shell.TITLE}"))
    with pytest.raises(ShellError, match="letters"):
        shell.read(markup.replace(".woff2", ".ttf"))
