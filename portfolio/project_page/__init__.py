"""The page of one project, which joins what belongs to it."""
