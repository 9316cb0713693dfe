"""The words of a strategy: lists that its projects are sorted by."""
