"""Stored files: a folder, or storage that speaks S3."""
