"""What the tests of this room share."""

from goodcatch.inquiry.tests.inquiring import opened_inquiry  # noqa: F401  # a fixture
