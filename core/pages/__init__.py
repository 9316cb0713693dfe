"""Page machinery: the shell, lists and forms as declarations, and their parts."""
