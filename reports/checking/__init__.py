"""Checking a paper: what in it contradicts the data, itself, its other editions or the house's style."""
