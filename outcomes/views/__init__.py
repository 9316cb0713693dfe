"""Pages of the framework and its indicators."""
