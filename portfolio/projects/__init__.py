"""Projects: their list, form, numbers and files."""
