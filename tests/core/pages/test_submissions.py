"""One submission once: two clicks, two tabs, the way back and *Save* make one row."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access import Role
from core.jobs.services import job_enqueue
from core.models import Job, RoleAssignment, Submission, Unit, User
from core.models.job import JobState
from core.pages.submissions import ALIKE_FOR, KEPT_FOR, submissions_forget
from portfolio.models import Cost, Milestone, StatusUpdate
from reports.drafts.jobs import KIND
from reports.models import WordTemplate
from risks.models import Issue
from tests.access.people import user
from tests.access.test_three_people import client_of
from tests.factories import make_user
from tests.reports.word_templates.docx_templates import docx_template

CONNECTED = "unused"
ISSUES = reverse("risks:issue-create", args=["it-2018-21"])
UNITS = reverse("people:unit-create")


def said(response: Any) -> list[str]:
    """The messages of an answer."""
    return [str(message) for message in get_messages(response.wsgi_request)]
