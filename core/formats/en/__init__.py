"""English of the United Nations: day before month."""
