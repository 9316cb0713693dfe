"""The round's workplace."""
