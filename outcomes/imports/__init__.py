"""What files say of a strategy: its framework, and what was measured of its indicators."""
