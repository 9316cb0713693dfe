"""Measured values with their evidence and verification."""
