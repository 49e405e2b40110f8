"""Room for the deep calls of tests, as the server has it; loaded by `-p tests.depth` in pyproject.toml."""

from _pytest import runner

from goodcatch.kernel.roomy import roomy

runner.runtestprotocol = roomy(runner.runtestprotocol)
