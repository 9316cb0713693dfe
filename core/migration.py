"""What migrations need: to be quick from nothing, and to bring people's rows along."""

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunPython
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


class Together(Operation):
    """A run of operations none of which changes what another made, with one rendering of the models:
    they all create models, or all change fields, or all change triggers, constraints and indexes.

    Django renders a model and all its relatives anew for each operation; for some three hundred of
    them that was most of the first start.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Forget the rendered models once; whoever asks next renders them all.

        Triggers, constraints and indexes change no model's fields: what is rendered stays good.
        """
        rendered = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if rendered is not None and all(type(one) in BESIDE_FIELDS for one in self.operations):
            state.__dict__["apps"] = rendered

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Each in turn; none depends on another."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The last first. A removal looks its constraint up where it still stands."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For the output of `migrate --plan`."""
        return f"{len(self.operations)} operations together"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the migration writer would write it."""
        return (self.__class__.__name__, [], {"operations": self.operations})


BESIDE_FIELDS = (
    *(AddConstraint, RemoveConstraint, AddIndex, RemoveIndex),
    *(AddTrigger, RemoveTrigger),
)
# Kinds of which a run can be done together.
KINDS: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddField, AlterField),
    BESIDE_FIELDS,
)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The operations in their order; each run of one kind as one."""
    found: list[Operation] = []
    for kind, alike in groupby(operations, _kind):
        run = list(alike)
        found += [Together(run)] if kind else run
    return found


def _kind(operation: Operation) -> tuple[type[Operation], ...]:
    return next((kind for kind in KINDS if type(operation) in kind), ())


def mend_codes(
    app: str, model: str, field: str, *, hidden: str, breaks: str, taken: Sequence[str] = ()
) -> RunPython:
    """Before a constraint on a code or short name: bring along rows that were written without it.

    Signs of the class `hidden` go, those of `breaks` become hyphens; what is empty, `taken` or another
    row's then gets a figure at its end. A row is found under its new name, which is told; the history
    keeps the old one.
    """

    def mend(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        rows = apps.get_model(app, model)._base_manager.using(schema_editor.connection.alias)
        longest = rows.model._meta.get_field(field).max_length
        held = {name.casefold() for name in rows.values_list(field, flat=True)}
        wrong = rows.filter(**{f"{field}__regex": f"[{hidden}{breaks}]"})
        for pk, old in [
            *wrong.values_list("pk", field),
            *rows.filter(**{f"{field}__in": taken}).values_list("pk", field),
        ]:
            plain = re.sub(f"[{hidden}]", "", re.sub(f"[{breaks}]", "-", old) if breaks else old)
            new = _free(plain.strip(), {*held, *taken}, longest)
            rows.filter(pk=pk).update(**{field: new})
            held.add(new.casefold())
            sys.stdout.write(f"\n  {app}.{model} {pk}: {field} {old!r} is now {new!r}")
        # A table with changes that wait to be checked takes no new constraint.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return RunPython(mend, RunPython.noop, elidable=False)


def _free(name: str, held: set[str], longest: int) -> str:
    """The name; with a figure where another row has it, or where nothing is left of it."""
    number, found = 1, name[:longest]
    while not found or found.casefold() in held:
        number += 1
        end = f"-{number}"
        found = f"{(name or 'code')[: longest - len(end)]}{end}"
    return found
