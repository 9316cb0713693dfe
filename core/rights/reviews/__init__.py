"""Yearly reviews of rights: opened, decided line by line, closed and kept."""
