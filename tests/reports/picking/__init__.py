"""Tests of choosing a live number."""
