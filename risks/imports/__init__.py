"""The file of risks: read and checked, then written."""
