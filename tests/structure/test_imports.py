"""Imports point down, never up or in a circle."""

import ast
from collections.abc import Iterator

from tests.structure.sources import FLOORS, ROOT, Source, product_sources

# Rooms whose content every app may have; the ground floor reads settings through Django only.
HEIGHT = {floor: height for height, floor in enumerate(FLOORS)}


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of every import of one of our modules, those inside functions too."""
    package = source.path.relative_to(ROOT).parent.parts
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] in HEIGHT:
                yield node.lineno, name


def modules() -> dict[str, Source]:
    """Our modules by their dotted names."""
    found = {}
    for source in product_sources():
        parts = source.path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = source
    return found


def test_no_floor_imports_one_above_it() -> None:
    wrong = [
        f"{source.name}:{line} imports {name}"
        for source in product_sources()
        for line, name in imported(source)
        if HEIGHT[name.split(".")[0]] > HEIGHT[source.floor]
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_but_config_imports_config() -> None:
    wrong = [
        f"{source.name}:{line} imports {name}"
        for source in product_sources()
        if source.floor != "config"
        for line, name in imported(source)
        if name.split(".")[0] == "config"
    ]
    assert not wrong, "\n".join(wrong)


def test_no_product_code_imports_tests_or_benchmarks() -> None:
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in product_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] in {"tests", "bench"}
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_import_one_another_in_no_circle_when_they_load() -> None:
    """Imports at the top of a file only: one inside a function breaks a circle on purpose."""
    known = modules()
    graph = {name: set(_top_imports(source, known)) for name, source in known.items()}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name in done:
            return
        for below in sorted(graph[name]):
            walk(below, (*path, name))
        done.add(name)

    for name in sorted(graph):
        walk(name, ())


def _top_imports(source: Source, known: dict[str, Source]) -> Iterator[str]:
    """The modules that loading `source` loads directly; a package's own __init__ aside."""
    own = source.path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    top = {
        node.lineno for node in source.tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    }
    for line, name in imported(source):
        if line not in top:
            continue
        target = name if name in known else name.rpartition(".")[0]
        if target in known and not f"{own}.".startswith(f"{target}."):
            yield target
