"""The people of the access tests, by the columns of the tables."""

from core.models import User

# Column of a table → user of the demonstration; anonymous is nobody.
COLUMNS = {
    "admin": "admin",
    "pmo": "pmo",
    "pm": "pm-ams",
    "focal": "focal",
    "owner": "owner",
    "cio": "cio",
    "chief": "chief-tms",
    "editor": "editor",
    "transl": "translator",
    "clearer": "clearer",
    "auditor": "auditor",
    "outsider": "outsider",
    "nobody": "",
}


def user(username: str) -> User:
    """Somebody of the demonstration, fresh from the database."""
    return User.objects.get(username=username)
