"""The workshop: a paper written where it is read."""
