"""Texts for the report and quantities of projects."""
