"""The checker of a paper."""
