"""How pages write dates and numbers, where Django's own habit is not the house's."""
