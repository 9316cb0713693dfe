"""How the keys are spelled by which parts of a paper are found again and texts refer to them."""

# Of sections, paragraphs, figures, tables and pictures.
KEY = r"[A-Za-z0-9][A-Za-z0-9._/\-]*"
