"""Figures and annexes: drawn and printed from what the apps declare."""
