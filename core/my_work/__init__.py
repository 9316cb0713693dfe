"""What waits for a person: the page, its count, what they follow and mute, reminders, the calendar."""
