"""What happens around every request: log, limits, language, outage."""
