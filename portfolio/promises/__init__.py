"""Promises: what reports have said will be done."""
