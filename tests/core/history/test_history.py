"""History: every way of writing leaves an event, nobody can change it, and the past can be asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pghistory
import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from core.history.events import changes_of
from core.history.past import known_at
from core.history.tracking import event_models
from core.history.versions import StaleRow, version_of
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from portfolio.models import Project, Stage, StatusUpdate
from portfolio.projects import services
from tests.access.people import user
from tests.access.test_three_people import facts
from tests.factories import make_project, make_unit

database = pytest.mark.django_db


def _rename_by_save(project: Project) -> None:
    project.name = "Renamed"
    project.save()


def _rename_by_update(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(name="Renamed")


def _rename_by_bulk_update(project: Project) -> None:
    project.name = "Renamed"
    Project.objects.bulk_update([project], ["name"])


def _rename_by_sql(project: Project) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portfolio_project SET name = 'Renamed' WHERE id = %s", [project.pk])


@database
@pytest.mark.parametrize(
    "rename", [_rename_by_save, _rename_by_update, _rename_by_bulk_update, _rename_by_sql]
)
def test_every_way_of_changing_a_row_leaves_an_event(rename: Callable[[Project], None]) -> None:
    project = make_project(name="Before")
    with pghistory.context(user=user("pmo").pk, url="/projects/"):
        rename(project)
    latest = changes_of(project)[0]
    assert [(c.field.name, c.old, c.new) for c in latest.fields] == [("name", "Before", "Renamed")]
    assert (latest.user_id, latest.url) == (user("pmo").pk, "/projects/")


@database
def test_insert_and_delete_leave_events_in_bulk_too() -> None:
    units = [make_unit() for _ in range(2)]
    labels = [unit.events.values_list("pgh_label", flat=True).get() for unit in units]  # type: ignore[attr-defined]
    assert labels == ["insert", "insert"]
    ids = [unit.pk for unit in units]
    type(units[0]).objects.filter(pk__in=ids).delete()
    events = type(units[0]).events.rel.related_model  # type: ignore[attr-defined]
    assert events.objects.filter(pgh_obj_id__in=ids, pgh_label="delete").count() == 2


@database
def test_a_change_through_a_page_tells_who_and_where() -> None:
    client = Client()
    client.force_login(user("pmo"))
    project = Project.objects.get(code="P-14")
    url = project.get_absolute_url() + "edit/"
    sent = facts(project, stage="completed", name="Extranet of the Office")
    assert client.post(url, sent).status_code == 302
    change = changes_of(project)[0]
    assert (change.user_id, change.url) == (user("pmo").pk, url)


@database
def test_an_update_that_changes_nothing_leaves_no_event() -> None:
    project = make_project()
    before = version_of(project)
    project.save()
    assert version_of(project) == before


@database
def test_version_grows_and_a_stale_save_writes_nothing() -> None:
    project = make_project(name="Before")
    opened = version_of(project)
    _rename_by_update(project)
    project.name = "Mine"
    with pytest.raises(StaleRow) as stale, transaction.atomic():
        services.project_save(
            project=project,
            version=opened,
            stage=Stage.COMPLETED,
            on=date(2022, 1, 17),
            user=user("pmo"),
        )
    assert stale.value.current.name == "Renamed"  # type: ignore[attr-defined]
    project.refresh_from_db()
    assert project.name == "Renamed"
    assert not project.stages.exists()


@database
def test_a_stale_page_shows_both_versions_and_keeps_what_was_typed() -> None:
    client = Client()
    client.force_login(user("pmo"))
    project = Project.objects.get(code="P-14")
    sent = facts(project, stage="completed", name="Mine")
    with pghistory.context(user=user("pmo2").pk):
        Project.objects.filter(pk=project.pk).update(name="Theirs")
    response = client.post(project.get_absolute_url() + "edit/", sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert user("pmo2").full_name in page


@database
def test_an_accepted_update_cannot_change_or_go() -> None:
    update = StatusUpdate.objects.filter(state="accepted")[0]
    for attempt in (
        lambda: StatusUpdate.objects.filter(pk=update.pk).update(achieved="Rewritten"),
        lambda: StatusUpdate.objects.filter(pk=update.pk).delete(),
        lambda: StatusUpdate.objects.filter(pk=update.pk).update(state="draft", accepted_by=None),
    ):
        with pytest.raises(Exception, match=r"accepted_update_stays|Cannot"), transaction.atomic():
            attempt()
    update.refresh_from_db()
    assert update.state == "accepted"


# --- What the application role may do -----------------------------------------------------------

FROZEN = ["core_unitevent", "portfolio_projectevent", "portfolio_statusupdateevent"]
GROWING = ["reports_draft", "reports_draftedition", "reports_export"]


@pytest.mark.parametrize("table", [*FROZEN, *GROWING])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_application_cannot_rewrite_history_or_drafts(
    application: "psycopg.Connection[Any]", table: str, statement: str
) -> None:
    key = "pgh_id" if table in FROZEN else "id"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.format(table).replace("id = id", f"{key} = {key}"))


def test_every_event_table_and_every_draft_table_is_closed(
    application: "psycopg.Connection[Any]",
) -> None:
    tables = [model._meta.db_table for model in event_models()] + GROWING
    rights = [
        (table, right)
        for table in tables
        for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
        if _one(application, f"SELECT has_table_privilege('{table}', '{right}')")
    ]
    assert rights == []
    added = [t for t in tables if _one(application, f"SELECT has_table_privilege('{t}', 'INSERT')")]
    assert added == GROWING  # events are written by triggers alone


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE portfolio_project DISABLE TRIGGER ALL",
        "DROP TABLE portfolio_projectevent",
        "SET session_replication_role = replica",
        "ALTER TABLE portfolio_projectevent OWNER TO CURRENT_USER",
        "TRUNCATE portfolio_project CASCADE",
        "CREATE TRIGGER t BEFORE INSERT ON portfolio_projectevent "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "DROP FUNCTION IF EXISTS pgtrigger_update_update_1 CASCADE; "
        "CREATE OR REPLACE RULE r AS ON INSERT TO portfolio_projectevent DO INSTEAD NOTHING",
    ],
)
def test_the_application_cannot_switch_history_off(
    application: "psycopg.Connection[Any]", statement: str
) -> None:
    with pytest.raises(psycopg.Error) as refused:
        application.execute(statement)
    assert isinstance(refused.value, psycopg.errors.InsufficientPrivilege)


def test_a_trigger_function_cannot_be_replaced_by_the_application(
    application: "psycopg.Connection[Any]",
) -> None:
    name = _one(
        application,
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid "
        "WHERE t.tgrelid = 'portfolio_project'::regclass AND NOT t.tgisinternal LIMIT 1",
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(
            f"CREATE OR REPLACE FUNCTION {name} RETURNS TRIGGER AS $$ BEGIN RETURN NEW; END $$ "
            "LANGUAGE plpgsql"
        )


def test_the_application_writes_rows_and_their_events(
    application: "psycopg.Connection[Any]",
) -> None:
    before = _one(application, "SELECT count(*) FROM portfolio_projectevent")
    application.execute("UPDATE portfolio_project SET name = 'Renamed' WHERE code = 'P-06'")
    assert _one(application, "SELECT count(*) FROM portfolio_projectevent") == before + 1


def test_switching_triggers_off_for_a_moment_does_not_open_the_history(
    application: "psycopg.Connection[Any]",
) -> None:
    """What `pgtrigger.ignore` does is a setting that any role may set; rights stand behind it."""
    ignored = "{portfolio_projectevent:pgtrigger_append_only}"
    application.execute("SELECT set_config('pgtrigger.ignore', %s, false)", [ignored])
    application.commit()
    for statement in (
        "UPDATE portfolio_projectevent SET name = ''",
        "DELETE FROM portfolio_projectevent",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(statement)
        application.rollback()


# What the role could put before a change so that its event is lost; empty where that is refused.
HIDING = {
    "told to ignore": "SELECT set_config('pgtrigger.ignore', (SELECT '{{' || string_agg(tgname, ',')"
    " || '}}' FROM pg_trigger WHERE tgrelid = 'public.{table}'::regclass), true)",
    "a schema in front": "SET search_path = pg_catalog, pg_temp, public",
    "no schema": "SET search_path = pg_temp",
    "the past in front": "SELECT core_table_as_recorded('{events}', '{events}', now())",
}


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING)
@pytest.mark.parametrize("event_model", event_models(), ids=lambda model: model._meta.db_table)
def test_no_setting_of_a_session_hides_a_change(
    application: "psycopg.Connection[Any]", event_model: Any, hiding: str
) -> None:
    """Deleting a row is the change that every table knows."""
    table = event_model.pgh_tracked_model._meta.db_table
    events = event_model._meta.db_table
    label = f"SELECT count(*) FROM public.{events} WHERE pgh_label = 'delete'"
    before = _one(application, label)
    try:
        application.execute(hiding.format(table=table, events=events))
    except psycopg.Error:
        return  # it may not even try
    try:
        gone = application.execute(f"DELETE FROM public.{table}").rowcount
    except psycopg.Error:
        return  # rows hang on it, or it may not go
    assert _one(application, label) == before + gone


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TABLE portfolio_projectevent (id int)",
        "CREATE TEMP TABLE anything (id int)",
        "CREATE TABLE public.anything (id int)",
        "CREATE SCHEMA anything",
        "INSERT INTO portfolio_projectevent (pgh_label) VALUES ('update')",
        "INSERT INTO core_userevent SELECT * FROM core_userevent",
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) "
        "RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ],
)
def test_the_application_makes_no_table_and_invents_no_event(
    application: "psycopg.Connection[Any]", statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement)


def test_every_trigger_keeps_to_its_schema_and_serves_no_other_table(
    application: "psycopg.Connection[Any]",
) -> None:
    """Also those that are made next: whoever forgets one finds it here."""
    loose = application.execute(
        "SELECT DISTINCT tgfoid::regproc FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid"
        " WHERE NOT tgisinternal AND (NOT prosecdef OR has_function_privilege(tgfoid, 'EXECUTE')"
        " OR NOT 'search_path=pg_catalog, public, pg_temp' = ANY (coalesce(proconfig, '{}')))"
    ).fetchall()
    assert loose == []


def test_the_owner_alone_tells_triggers_to_ignore(committed: None) -> None:
    """For mending by hand: the role that could drop them anyway."""
    project = Project.objects.get(code="P-06")
    before = version_of(project)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', (SELECT '{' || string_agg(tgname, ',') || '}'"
            " FROM pg_trigger WHERE tgrelid = 'portfolio_project'::regclass), true)"
        )
        Project.objects.filter(pk=project.pk).update(name="Mended")
    assert version_of(project) == before
    Project.objects.filter(pk=project.pk).update(name="Told")
    assert version_of(project) > before


def test_the_application_reads_the_past_and_keeps_nothing_of_it(as_application: None) -> None:
    before = now()
    Project.objects.filter(code="P-13").update(name="Renamed")
    with known_at(before):
        assert Project.objects.get(code="P-13").name != "Renamed"
        Project.objects.filter(code="P-13").update(name="Rewritten past")
    assert Project.objects.get(code="P-13").name == "Renamed"


def _one(application: "psycopg.Connection[Any]", query: str) -> Any:
    row = application.execute(query).fetchone()  # type: ignore[call-overload]
    assert row is not None
    return row[0]


# --- The past -----------------------------------------------------------------------------------


def count_of(key: str) -> int:
    """A number of the demonstration."""
    context = NumberContext(strategy="it-2018-21", year=2021, at=date(2021, 12, 31))
    value = number_value(parse_token(key), context).value
    assert value is not None
    return int(value)


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def test_known_at_gives_the_world_as_it_was_recorded(committed: None) -> None:
    before = now()
    make_project(strategy=Project.objects.get(code="P-06").strategy, category="new_service")
    Project.objects.filter(code="P-13").update(category="minor_improvement", name="Renamed")
    assert (count_of("projects.total"), count_of("projects.new_or_major")) == (120, 72)
    with known_at(before):
        assert (count_of("projects.total"), count_of("projects.new_or_major")) == (119, 72)
        assert Project.objects.get(code="P-13").name != "Renamed"
    assert (count_of("projects.total"), count_of("projects.new_or_major")) == (120, 72)
    assert Project.objects.get(code="P-13").name == "Renamed"


def test_known_at_knows_what_has_been_deleted_since(committed: None) -> None:
    project = make_project(strategy=Project.objects.get(code="P-06").strategy)
    before = now()
    project.delete()
    assert count_of("projects.total") == 119
    with known_at(before):
        assert count_of("projects.total") == 120
    with known_at(before - timedelta(days=365)):
        assert not Project.objects.exists()


def test_what_is_written_in_the_past_is_gone_on_leaving(committed: None) -> None:
    with known_at(now()):
        Project.objects.filter(code="P-06").update(name="Rewritten past")
    assert Project.objects.get(code="P-06").name != "Rewritten past"


def test_an_error_in_the_past_passes_through_and_leaves_the_present(committed: None) -> None:
    def ask() -> None:
        with known_at(now()):
            raise LookupError("as expected")

    with pytest.raises(LookupError, match="as expected"):
        ask()
    assert count_of("projects.total") == 119


def test_the_past_inside_a_transaction_leaves_the_transaction_usable(committed: None) -> None:
    with transaction.atomic():
        Project.objects.filter(code="P-06").update(name="Kept")
        with known_at(datetime(2020, 1, 1, tzinfo=UTC)):
            assert not Project.objects.exists()
        assert Project.objects.get(code="P-06").name == "Kept"
    assert Project.objects.get(code="P-06").name == "Kept"


def test_the_application_itself_can_look_into_the_past(as_application: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("outturn",)
    before = now()
    Project.objects.filter(code="P-13").update(category="minor_improvement")
    assert count_of("projects.new_or_major") == 71
    with known_at(before):
        assert count_of("projects.new_or_major") == 72


@database
def test_now_costs_nothing_and_is_the_present() -> None:
    with known_at(None):
        assert count_of("projects.total") == 119
