"""The house's settings, with addresses at which things go wrong."""

from config.settings import *  # noqa: F403 - a house like any other, but for its addresses

ROOT_URLCONF = "tests.attacks.trouble"
