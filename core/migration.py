"""What the initial migrations need to be quick."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """A run of operations none of which changes what another made, with one rendering of the models:
    they all create models, or all add triggers, constraints and indexes.

    Django renders a model and all its relatives anew for each operation; for some three hundred of
    them that was most of the first start.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Forget the rendered models once; whoever asks next renders them all."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

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
