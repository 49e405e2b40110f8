"""The forms that are not tried here are forms of the house, and tried where the list says."""

from tests.forms.samples import ELSEWHERE
from tests.machine import ROOT
from tests.matrix.walk import addresses


def test_each_is_an_address_and_its_tests_are_there() -> None:
    assert ELSEWHERE.keys() <= {address.name for address in addresses()}
    assert all((ROOT / file).is_file() for file in ELSEWHERE.values())
