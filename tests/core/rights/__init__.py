"""Tests of who can do what, its changes and its reviews."""
