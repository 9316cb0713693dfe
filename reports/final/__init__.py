"""Calling a report final: what its strategy requires of it, worked out, and the step that locks it."""
