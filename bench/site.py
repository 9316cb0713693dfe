"""A site of its own for the measures: embedded servers in a temporary folder, the demonstration."""

import io
import os


def start() -> None:
    """Servers, migrations and demonstration; they stop with the process."""
    from runtime.testing import servers_for_tests

    os.environ.update(servers_for_tests())
    os.environ["OUTTURN_DATABASE_ROLE"] = "owner"
    os.environ["OUTTURN_LOG_LEVEL"] = "ERROR"
    os.environ["OUTTURN_ACCESS_LOG"] = "off"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from core.jobs.services import job_run
    from core.models import Job

    settings.ALLOWED_HOSTS = ["testserver"]
    with connection.cursor() as cursor:
        # What helpers of the server process that answers us do would not be counted.
        name = connection.settings_dict["NAME"]
        cursor.execute(f'ALTER DATABASE "{name}" SET max_parallel_workers_per_gather = 0')
    connection.close()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_demo", stdout=io.StringIO())
    for job in Job.objects.all():
        job_run(job.pk)
    # As the web server does before its first request.
    from config.starting import rest_collector

    rest_collector()
