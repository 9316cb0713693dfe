"""From a report and the data of one moment to a document tree in each language."""
