"""Who can do what: the rights in plain words, for people, for the page and for the docs."""
