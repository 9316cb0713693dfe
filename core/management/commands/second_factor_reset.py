"""`manage.py second_factor_reset USERNAME`: for the administrator who has lost everything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import User
from core.second_factor.services import factors_drop


class Command(BaseCommand):
    """Removes what somebody signs in with besides the password; whoever has the machine may."""

    help = "Remove all second factors and recovery codes of a person, and end their sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("username", metavar="USERNAME", help="the name they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        """0 when they are gone, 1 when there is nobody of that name."""
        try:
            user = User.objects.get_by_natural_key(options["username"])
        except User.DoesNotExist:
            raise CommandError(f"Nobody signs in as “{options['username']}”.") from None
        factors_drop(user=user)
        self.stdout.write(f"{user} signs in with the password alone now. All sessions have ended.")
