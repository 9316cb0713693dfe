"""A worker's process that runs one job, and is killed at a mail: `JOB FOLDER [before|after N]`.

Mails become files in the folder. "before" is when the server is reached and has heard nothing yet,
"after" when it has taken the mail and nobody has written that down.
"""

import os
import signal
import sys
from typing import Any

import django
from django.core.mail.backends.filebased import EmailBackend

POINT = [*sys.argv[3:], "", "0"][:2]
mails = 0


class KillingBackend(EmailBackend):
    """Writes each mail into a file, as a server takes it; ends its process at the point asked for."""

    stream: Any

    def open(self) -> Any:
        """Count the mails: there is a connection for each."""
        global mails
        if self.stream is None:
            mails += 1
            self._kill("before")
        return super().open()

    def send_messages(self, messages: Any) -> Any:
        """Write it, to the last byte."""
        sent = super().send_messages(messages)
        self._kill("after")
        return sent

    def _kill(self, when: str) -> None:
        if [when, str(mails)] == POINT:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Run the job as a worker does."""
    django.setup()
    from django.conf import settings

    from core.jobs.services import job_run

    settings.EMAIL_BACKEND = "tests.core.my_work.killed_worker.KillingBackend"
    settings.EMAIL_FILE_PATH = sys.argv[2]
    settings.JOB_LEASE_SECONDS = 1
    job_run(int(sys.argv[1]))


if __name__ == "__main__":
    # Django finds the backend by its name: as a module of its own it would count anew.
    sys.modules["tests.core.my_work.killed_worker"] = sys.modules["__main__"]
    main()
