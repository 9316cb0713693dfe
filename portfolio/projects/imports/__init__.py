"""Sheets of projects."""
