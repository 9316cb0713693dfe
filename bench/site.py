"""A site of its own for the measures: embedded servers in a temporary folder, the demonstration."""

import os


def start() -> None:
    """Servers, migrations and demonstration; they stop with the process."""
    from runtime.testing import servers_for_tests

    os.environ.update(servers_for_tests())
    os.environ["OUTTURN_DATABASE_ROLE"] = "owner"
    os.environ["OUTTURN_LOG_LEVEL"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from core.jobs.services import job_run
    from core.models import Job

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_demo")
    for job in Job.objects.all():
        job_run(job.pk)
    # As the web server does before its first request.
    from config.starting import rest_collector

    rest_collector()
