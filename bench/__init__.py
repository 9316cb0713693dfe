"""Measures against stated limits; not part of the test run."""
