"""Fault drills: what dies, fills up or hangs, in the middle of what, and what is true afterwards."""
