"""Search over everything: sources that each app registers, one question."""
