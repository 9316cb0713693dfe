"""Walks through everything that takes people's input, with input that means ill.

A walk is seeded: the same seed sends the same requests and files in the same order, and what it finds
names the step. `python -m tests.walks` makes the long ones.
"""
