"""The strategy and the parts of its framework, joined in a tree."""
