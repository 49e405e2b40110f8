"""The page of a matter stands, in the navigation, where matters do."""

import pytest

from goodcatch.cases.tests.telling import a_case
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def test_the_word_for_cases_is_marked(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.peer).get(a_case(cast).path).content.decode()
    assert '<a href="/in/cases/" aria-current="true">Cases</a>' in page
