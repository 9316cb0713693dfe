"""The gate between the data and a paper: which numbers were let in, which wait, which are set by hand."""
