"""One's own account: what one signs in with, and where one is signed in."""
