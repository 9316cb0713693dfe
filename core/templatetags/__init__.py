"""Tags and filters of the ground floor."""
