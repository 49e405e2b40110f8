"""The house in which every form is tried; what one trial did is undone before the next."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from tests.forms.samples import Sample, form_addresses, sample_of
from tests.forms.told import TOLD
from tests.matrix.house import House, raise_house

Trials = Callable[[], Iterator[tuple[str, Sample]]]


@pytest.fixture
def house(db: None) -> House:
    """Raise the house of the matrix."""
    return raise_house()


@pytest.fixture
def trials(house: House) -> Trials:
    """Give a way to go through the form of every address, each in a transaction of its own that is undone."""

    def each() -> Iterator[tuple[str, Sample]]:
        lacking = []
        for address in form_addresses():
            with transaction.atomic():
                try:
                    yield address.name, sample_of(address, house, TOLD)
                except LookupError as lack:
                    lacking.append(str(lack))
                transaction.set_rollback(True)
        assert not lacking, "\n".join(lacking)

    return each
