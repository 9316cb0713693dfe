"""Run by `up` as a process of its own: bring the database up to date, fill it when it is empty.

It imports Django while the database still starts, and goes on when its standard input closes.
"""

import os
import sys


def main() -> None:
    """Migrate as the owner, then load the demonstration as the application."""
    os.environ["OUTTURN_DATABASE_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    from config.starting import refuse_wrong_settings

    django.setup()
    refuse_wrong_settings()
    sys.stdin.read()
    # The whole command even when no migration is open: what follows a migration (grants on
    # event tables, permissions) must be there also after a start that was cut short.
    call_command("migrate", verbosity=0, interactive=False)
    _become_application()
    if "--no-demo" in sys.argv:
        call_command("first_administrator", "--if-empty")
    else:
        call_command("load_demo", "--if-empty")


def _become_application() -> None:
    """From here on with the rights of the web server only."""
    import dj_database_url
    from django.db import connection

    from runtime import environment as env

    connection.close()
    connection.settings_dict.update(
        {
            name: value
            for name, value in dj_database_url.parse(env.text("DATABASE_URL")).items()
            if name in {"USER", "PASSWORD", "HOST", "PORT", "NAME"}
        }
    )


if __name__ == "__main__":
    main()
