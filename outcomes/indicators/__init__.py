"""Indicators: their definitions, targets and states."""
