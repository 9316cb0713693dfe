"""A paper as plain values: its tree, its markup, and what differs between two."""
