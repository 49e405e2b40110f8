"""The first form of a house in which nobody lives yet: two copies found one house; filled in badly it comes back."""

import pytest

from goodcatch.people.models import Person, Unit
from goodcatch.setup.services import offer_first_run
from tests.forms.samples import Sample
from tests.forms.test_bad_input import BAD, answered
from tests.forms.test_sent_twice import wrong_with as wrong_with_two_copies

pytestmark = pytest.mark.django_db


@pytest.fixture
def founding() -> Sample:
    """Give the form at the address that the terminal names."""
    path = offer_first_run()
    assert path
    return Sample(None, path, typed={"zone": "UTC", "username": "ingrid", "password": "pump ladder violet noon"})


def test_sent_twice_it_founds_one_house(founding: Sample) -> None:
    assert wrong_with_two_copies("setup:found", founding) == ""
    assert (Unit.objects.count(), Person.objects.count()) == (1, 1)


def test_filled_in_badly_it_comes_back(founding: Sample) -> None:
    assert dict(answered(founding)) == dict.fromkeys(BAD, "")
    assert not Person.objects.exists()
