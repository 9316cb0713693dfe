"""Writing the words of a paper, and moving them about."""
