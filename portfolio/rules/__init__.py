"""Rules of the portfolio: pure functions and settings."""
