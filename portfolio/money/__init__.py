"""Money: funding lines, costs and their sums."""
