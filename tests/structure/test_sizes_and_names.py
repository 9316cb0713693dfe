"""What keeps the house readable: sizes, names, words."""

import ast
import importlib
import inspect
import re

import pytest

from tests.structure.sources import ROOT, Source, all_sources, functions, our_files, product_sources

MOST_LINES = 500
LONGEST_FUNCTION = 60
NO_SUCH_MODULES = {"utils", "util", "helpers", "helper", "misc", "signals", "common", "tools"}
FRONT_END = ("templates/**", "static/**.js", "static/**.css")


def test_no_file_is_longer_than_500_lines() -> None:
    paths = [source.path for source in all_sources()] + our_files(*FRONT_END)
    long = {
        str(path.relative_to(ROOT)): lines
        for path in paths
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{source.name}:{node.lineno} {node.name}": length
        for source in all_sources()
        for node in functions(source.tree)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [s.name for s in all_sources() if NO_SUCH_MODULES & {s.path.stem, s.path.parent.name}]
    assert not found


# Written apart so that this file does not find itself.
UNFINISHED = re.compile(
    r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b"
)


def test_no_code_is_left_for_later() -> None:
    paths = [source.path for source in all_sources()] + our_files(*FRONT_END, "Makefile", ".ci/*")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found, "\n".join(found)


def test_every_public_thing_of_the_product_has_a_docstring() -> None:
    missing = [name for source in product_sources() for name in _undocumented(source)]
    assert not missing, "\n".join(missing)


def _undocumented(source: Source) -> list[str]:
    """What has none; a method that overrides a documented one needs none of its own."""
    if not source.tree.body:  # an empty __init__
        return []
    found = [] if ast.get_docstring(source.tree) else [source.name]
    bodies: list[tuple[str, ast.Module | ast.ClassDef]] = [("", source.tree)]
    while bodies:
        above, body = bodies.pop()
        for node in body.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
                continue
            # Django reads these two by their name; they say nothing beyond it.
            if node.name in {"Meta", "Media"}:
                continue
            path = f"{above}{node.name}"
            if not ast.get_docstring(node) and not _inherited(source, path):
                found.append(f"{source.name}:{node.lineno} {path}")
            if isinstance(node, ast.ClassDef):
                bodies.append((f"{path}.", node))
    return found


def _inherited(source: Source, path: str) -> bool:
    """Whether what stands at `path` has its words from a class above, or is a protocol's "..."."""
    module = source.path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    found: object = importlib.import_module(module.removesuffix(".__init__"))
    for name in path.split("."):
        found = getattr(found, name)
    return "." in path and bool(inspect.getdoc(found))


@pytest.mark.parametrize("folder", ["templates"])
def test_templates_carry_no_inline_style_script_or_handler(folder: str) -> None:
    """The content security policy would refuse them; a script with JSON in it is data."""
    forbidden = re.compile(
        r"<style\b|\sstyle\s*=|<[^>{]*\son[a-z]+\s*=|hx-on|javascript:"
        r"|<script(?![^>]*(\bsrc=|type=\"application/json\"))",
        re.IGNORECASE,
    )
    found = []
    for path in our_files(f"{folder}/**"):
        text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(), flags=re.S)
        found += [f"{path.relative_to(ROOT)}: {hit.group(0)}" for hit in forbidden.finditer(text)]
    assert not found, "\n".join(found)


def test_lock_and_files_name_no_package_registry_and_no_machine() -> None:
    """Addresses and paths of one machine help nobody else, and a registry belongs to no lock."""
    registries = r"pypi\.org|pythonhosted\.org|registry\.npmjs|--(?:extra-)?index-url|--find-links"
    machines = r"(?<![\w.$}/])/(?:home|root|Users|work)/\w+"
    forbidden = re.compile(f"{registries}|{machines}")
    assert (ROOT / "requirements.lock").is_file()
    found = []
    for path in our_files():
        if path == ROOT / "tests/structure/test_sizes_and_names.py":
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), 1)
            if forbidden.search(line)
        ]
    assert not found, "\n".join(found)
