"""The pages on which a sheet of a list is loaded, whichever list it is of."""
