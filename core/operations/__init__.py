"""What an administrator watches and does: health, backup, checks, metrics, mails of errors."""
