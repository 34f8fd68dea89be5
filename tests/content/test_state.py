"""The state is the same whether it stands in an address or in typed fields."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from content.state import parameters, state
from content.state.form import Digits, Ids
from content.state.received import received
from content.state.state import State
from content.state.values import Amount, Parameter, Several
from content.tables import catalog, datasets
from content.view import View
from footprint.scenario import Scenario


def texts(known: Parameter) -> st.SearchStrategy[str]:
    """What an address may say for a parameter."""
    if isinstance(known, Amount):
        return st.floats(known.least, known.most).map(lambda number: known.parse(repr(number)) or known.default)
    if isinstance(known, Several):
        lists = st.lists(st.sampled_from(known.options[1:]), max_size=known.places, unique=True)
        return lists.map(lambda ids: known.form.text(tuple(ids)))
    return st.sampled_from(known.options)


ADDRESSES = st.fixed_dictionaries({name: texts(known) for name, known in catalog.all_parameters().items()})


@settings(deadline=None)  # the first one may load tables
@given(ADDRESSES)
def test_an_address_and_its_typed_state_say_the_same(address: dict[str, str]) -> None:
    typed = State.of(address)
    assert typed.texts() == address
    assert State.of(typed.texts()) == typed
    assert received(typed.texts(), catalog.all_parameters()).values == address
    assert View.of(address).state == typed


@pytest.mark.parametrize("version", datasets.versions())
def test_every_value_of_every_parameter_has_a_typed_one(version: str) -> None:
    with datasets.using(version):
        known = catalog.all_parameters()
        first = View.of({}).state
    assert set(known) == set(State.model_fields)
    for name, parameter in known.items():
        form = state.form(name)
        assert parameter.form == form
        assert parameter.knows(parameter.default), name
        if not isinstance(form, Digits | Ids):
            assert parameter.options, name
        for option in parameter.options:
            assert first.replace(**{name: form.value(option)}).text(name) == option, name


def test_no_value_is_none_and_a_list_a_tuple() -> None:
    first = View.of({}).state
    assert (first.mfu, first.region, first.year, first.retraining, first.guess, first.domain) == (None,) * 6
    assert first.compare == ()
    assert View.of({"compare": "gpt-4~bert-base", "mfu": "0.4"}).state.compare == ("gpt-4", "bert-base")
    assert View.of({"mfu": "0.4", "year": "2020"}).state.scenario() == Scenario(mfu=0.4, year=2020)
    assert View.of({"pue_b": "1.1"}).state.scenario_b() == Scenario(pue=1.1)


@pytest.mark.parametrize(
    ("name", "value"), [("mfu", "0.40"), ("measure", "length"), ("compare", ["gpt-4"]), ("place", "FRA")]
)
def test_a_field_takes_its_own_type_alone(name: str, value: object) -> None:
    with pytest.raises(ValidationError):
        View.of({}).state.replace(**{name: value})


def test_boundaries_of_the_ranking_are_those_of_the_state() -> None:
    assert tuple(parameters.BOUNDARIES) == state.words("boundary")
