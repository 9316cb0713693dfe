"""The page that tells an administrator how the program itself is."""
