"""Models: total order, named fields, related names, messages, no forgotten migration."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils.functional import Promise

from core.history.tracking import event_model_of, event_models
from tests.structure.sources import PACKAGES

OURS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in PACKAGES and not hasattr(model, "pgh_tracked_model")
]
TRACKED = [event.pgh_tracked_model for event in event_models()]  # type: ignore[attr-defined]
# Machinery, not shown to people: no names of fields needed, and one row or a key that is the order.
HEARTBEAT = {"core.Heartbeat", "core.Installation"}
# What a violated constraint means can only be a mistake of the program, never of a person.
PROGRAM_ONLY = {
    "one_installation_row",
    "one_digest_a_person_and_day",
    "waiting_sheet_once",
    "one_unfinished_job_per_key",
    "one_job_per_submission",
    "submission_taken_once",
    "translation_behind_once",
    "running_jobs_hold_a_lease",
    "accepted_by_somebody",
    "section_once",
    "section_level_1_to_4",
    "paragraph_once",
    "one_text_a_language",
    "change_noted_once_a_transaction",
    "draft_number_once",
    "draft_language_once",
    "one_file_a_format",
}


def unique_sets(model: type[models.Model]) -> list[set[str]]:
    """Sets of fields that name one row."""
    single = [{field.name} for field in model._meta.fields if field.unique]
    joint = [
        set(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and not constraint.condition
    ]
    return [*single, {"pk"}, *joint]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_order_is_total(model: type[models.Model]) -> None:
    """Pages and exports of equal data are equal: no two rows may change places."""
    if model._meta.label in HEARTBEAT:
        return
    names = {name.lstrip("-") for name in model._meta.ordering if isinstance(name, str)}
    assert any(unique <= names for unique in unique_sets(model)), (
        f"{model._meta.label}: {model._meta.ordering} names no single row"
    )


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label)
def test_every_field_of_a_tracked_model_is_named_for_people(model: type[models.Model]) -> None:
    """The history shows fields by their names, in the reader's language; secrets it does not keep."""
    kept = {field.name for field in event_model_of(model)._meta.local_concrete_fields}
    unnamed = [
        field.name
        for field in model._meta.local_concrete_fields
        if not field.primary_key
        and field.name in kept - {"i18n"}
        and not isinstance(field.verbose_name, Promise)
    ]
    assert not unnamed


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_relation_has_a_related_name(model: type[models.Model]) -> None:
    unnamed = [
        field.name
        for field in model._meta.local_fields
        if field.is_relation and not field.remote_field.related_name
    ]
    assert not unnamed


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_constraint_a_person_can_violate_has_a_message(model: type[models.Model]) -> None:
    silent = [
        constraint.name
        for constraint in model._meta.constraints
        if constraint.name not in PROGRAM_ONLY
        and str(constraint.violation_error_message)
        == str(models.BaseConstraint.default_violation_error_message)
    ]
    assert not silent


def test_money_and_measurements_are_never_floats() -> None:
    floats = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, models.FloatField)
    ]
    assert not floats


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    printed = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=printed, verbosity=1)
    except SystemExit:
        pytest.fail(printed.getvalue())
