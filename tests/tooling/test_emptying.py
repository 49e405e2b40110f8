"""After a test that committed what it wrote, the database is as the migrations left it."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import TransactionTestCase

from tests import emptying, laid
from tests.cast import Cast
from tests.matrix.house import raise_house


@pytest.mark.django_db(transaction=True)
def test_every_table_that_verbs_write_to_is_emptied() -> None:
    types, permissions = set(ContentType.objects.values_list()), set(Permission.objects.values_list())
    raise_house()
    assert laid.anything_stands()
    TransactionTestCase()._fixture_teardown()  # type: ignore[attr-defined]  # left out of the stubs
    assert not laid.anything_stands()
    assert set(ContentType.objects.values_list()) == types
    assert set(Permission.objects.values_list()) == permissions


@pytest.mark.django_db(transaction=True)
def test_it_is_emptied_by_itself_after_this_one(cast: Cast) -> None:
    emptying.empty()
    assert not laid.anything_stands()
