"""Choosing a live number for a text: search, what it says now, and how it can be printed."""
