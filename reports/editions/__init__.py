"""Editions of a report: beside one another, what each states, and files for translators."""
