"""Decisions of governance."""
