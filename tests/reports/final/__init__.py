"""Tests of what is required of a report, and of calling it final."""
