"""What the strategy is to deliver, with the projects that work on it."""
