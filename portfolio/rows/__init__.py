"""What lists, forms and files of the rows of projects share."""
