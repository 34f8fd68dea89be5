"""An error of the program is told in the visitor's language, and nothing of it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from content.language.messages import Text


def failing() -> None:
    from components import errors

    errors.show(ValueError("secret"))


@pytest.mark.parametrize(("asked", "language"), [("zh", "zh"), ("en", "en"), ("<b>", "en"), (None, "en")])
def test_the_notice_is_in_the_language_of_the_address(asked: str | None, language: str) -> None:
    app = AppTest.from_function(failing)
    if asked:
        app.query_params["lang"] = asked
    app.run()
    assert [error.value for error in app.error] == [Text(language)("error.program")]
    assert not app.exception
