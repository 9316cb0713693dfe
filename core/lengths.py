"""How long what people write may be: the one place. In characters, as the database counts them.

Generous, and still limits: a text without any fills a page, a file and a search for everybody. Short
texts (names, titles, codes) have theirs at their column.
"""

SENTENCES = 2_000  # a note, a reason, an effect
TEXT = 20_000  # a text of several paragraphs
OUTLINE = 400_000  # the outline of a report, with the texts of all its editions
