"""Queries whose SQL is made once and kept: a call binds its values and runs it.

Building a queryset and compiling it takes longer than most of our queries run, and nearly always
gives the same text. Here a function that builds a queryset is asked once, with stand-ins for values.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import update_wrapper
from inspect import Parameter, signature
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet, prefetch_related_objects
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

Given = ParamSpec("Given")
Row = TypeVar("Row")
MOST = 300  # texts kept of one function; the ones longest unasked go first


def prepared(build: Callable[Given, QuerySet[Any, Row]]) -> "PreparedQuery[Given, Row]":
    """Decorates a function that builds a queryset: calling it gives the rows themselves, as a list.

    Arguments by keyword only are values: days, ids, texts, or a list of ids for `__in`. `build` gets
    stand-ins for them, which it may hand to the database, and not look at. Arguments
    by position belong to the text: they must be hashable and few. A condition that depends on a
    person takes their `Grant` so. What `build` reads besides, other than the language and the time zone,
    must not change while the process lives.
    """
    return PreparedQuery(build)


class PreparedQuery(Generic[Given, Row]):
    """A function that builds a queryset, and the texts that it gave."""

    def __init__(self, build: Callable[Given, QuerySet[Any, Row]]) -> None:
        update_wrapper(self, build)
        self.plain = build  # for tests: the queryset as it would be without all this
        self.names = frozenset(
            name
            for name, each in signature(build).parameters.items()
            if each.kind is Parameter.KEYWORD_ONLY
        )
        self._texts: OrderedDict[Hashable, CompiledQuery] = OrderedDict()
        self._lock = Lock()

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> list[Row]:
        """The rows: one query, and those of `prefetch_related`."""
        if kwargs.keys() != self.names:
            raise TypeError(f"Give {sorted(self.names)} by keyword, not {sorted(kwargs)}.")
        lists = tuple(name for name, value in kwargs.items() if isinstance(value, list))
        key = (get_language(), get_current_timezone_name(), args, lists)
        with self._lock:
            text = self._texts.get(key)
            if text is not None:
                self._texts.move_to_end(key)
        if text is None:
            text = self._made(args, lists)
            with self._lock:
                self._texts[key] = text
                if len(self._texts) > MOST:
                    self._texts.popitem(last=False)
        return text.rows(kwargs)

    def _made(self, args: tuple[Any, ...], lists: tuple[str, ...]) -> "CompiledQuery":
        stand_ins: Any = {name: StandIn(name, of_ids=name in lists) for name in self.names}
        return CompiledQuery.of(self.plain(*args, **stand_ins))


@dataclass(frozen=True)
class _Slot:
    """Where among the parameters of a statement a value belongs."""

    name: str


# Django writes `IN` before a list. Of rows out of a function the planner expects nothing and reads whole
# tables; an array it knows, and finds its rows by an index.
_IDS = "(SELECT unnest(%s::bigint[]))"
_IN_IDS, _ANY_ID = f"IN {_IDS}", "= ANY(%s::bigint[])"


class StandIn(Expression):
    """Stands for a value while a query is built."""

    def __init__(self, name: str, *, of_ids: bool = False) -> None:
        super().__init__()
        self.name = name
        self.of_ids = of_ids

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter, or as many rows as there are ids."""
        return _IDS if self.of_ids else "%s", (_Slot(self.name),)


class _Kept(SQLCompiler):
    """A compiler that has done its work; `statement` and `values` are what it would give."""

    statement: str
    values: tuple[Any, ...]
    converters: dict[int, Any]

    def as_sql(self, *_: object, **__: object) -> tuple[str, tuple[Any, ...]]:
        """What was compiled, with this call's values."""
        return self.statement, self.values

    def get_converters(self, _expressions: object) -> dict[int, Any]:
        """How columns become values: asked of every column, which takes a fifth of a call."""
        return self.converters


# What of a queryset tells how its rows become what it gives.
_TAKEN = ("_iterable_class", "_fields", "_known_related_objects", "_prefetch_related_lookups")


# What of a compiler that has done its work tells the columns apart.
_KNOWN = (
    "using",
    "elide_empty",
    "klass_info",
    "annotation_col_map",
    "col_count",
    "has_extra_select",
)
NO_VALUES: Mapping[str, Any] = {}


@dataclass(frozen=True)
class CompiledCount:
    """How many rows a query finds; `statement` is empty where nothing can be found."""

    statement: str
    parameters: tuple[Any, ...]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> "CompiledCount":
        """Compile the count of a queryset, in whatever order."""
        rows = queryset if queryset.query.is_sliced else queryset.order_by()
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        try:
            statement, parameters = compiler.as_sql()
        except EmptyResultSet:
            return cls("", ())
        counted = f"SELECT COUNT(*) FROM ({statement}) found"  # noqa: S608 (Django's own)
        return cls(counted, tuple(parameters))

    def count(self) -> int:
        """The count now."""
        if not self.statement:
            return 0
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self.statement, self.parameters)
            (found,) = cursor.fetchone()
        return int(found)


@dataclass(frozen=True)
class CompiledQuery:
    """A compiled query; `statement` is empty where nothing can be found."""

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    statement: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> "CompiledQuery":
        """Compile a queryset."""
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        try:
            statement, parameters = compiler.as_sql()
        except EmptyResultSet:
            return cls(_without_conditions(queryset), SQLCompiler.__new__(SQLCompiler), "", (), {})
        converters = compiler.get_converters([expression for expression, *_ in compiler.select])
        statement = statement.replace(_IN_IDS, _ANY_ID)
        light = _without_conditions(queryset), _without_expressions(compiler)
        return cls(*light, statement, tuple(parameters), converters)

    def rows(self, values: Mapping[str, Any] = NO_VALUES) -> list[Any]:
        """What the query finds with these values."""
        if any(value is None for value in values.values()):
            raise TypeError("Nothing is equal to NULL: a value of a prepared query is never None.")
        if not self.statement:
            return []
        asked: Any = self._asked(values)
        found = list(asked._iterable_class(asked))
        lookups = asked._prefetch_related_lookups
        if lookups and found and isinstance(found[0], Model):
            prefetch_related_objects(found, *lookups)
        return found

    def _asked(self, values: Mapping[str, Any]) -> Any:
        """A queryset whose compiler has done its work already."""
        compiler = _Kept.__new__(_Kept)
        compiler.__dict__.update(self.compiler.__dict__)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        compiler.statement, compiler.converters = self.statement, self.converters
        compiler.values = tuple(
            values[each.name] if type(each) is _Slot else each for each in self.parameters
        )
        query = object.__new__(type(self.queryset.query))
        query.__dict__.update(self.queryset.query.__dict__)
        query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        plain: Any = self.queryset
        asked = type(plain)(plain.model, query, DEFAULT_DB_ALIAS)
        for name in _TAKEN:
            setattr(asked, name, getattr(plain, name))
        return asked


def _without_conditions(queryset: Any) -> Any:
    """As much of a queryset as its rows need when its statement is there; conditions and annotations are
    trees of objects ten times as large."""
    query = object.__new__(type(queryset.query))
    query.__dict__.update(queryset.query.__dict__)
    query.where, query.alias_map, query.select = type(query.where)(), {}, ()
    query.order_by, query.group_by = (), None
    # Their names are asked for.
    query.annotations = dict.fromkeys(query.annotations)
    query._annotation_select_cache = None
    light = type(queryset)(queryset.model, query, DEFAULT_DB_ALIAS)
    for name in _TAKEN:
        setattr(light, name, getattr(queryset, name))
    return light


def _without_expressions(compiler: SQLCompiler) -> Any:
    """The same of a compiler: which column is which, and no more of what is worked out."""
    light: Any = type(compiler).__new__(type(compiler))
    light.__dict__.update({name: getattr(compiler, name) for name in _KNOWN})
    light.select = [
        (expression if isinstance(expression, Col) else None, None, alias)
        for expression, _sql, alias in compiler.select
    ]
    return light
