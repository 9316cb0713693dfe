"""Pages of the risks."""
