"""JavaScript and style sheets in one hand: typed modules of one behaviour, three layers, tokens."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from config.static_files import StaticFiles
from tests.structure.sources import FLOORS, ROOT, our_files, product_sources
from tests.structure.style_sheets import Rule, rules, statements

STATIC = ROOT / "static"
SCRIPTS = [path for path in our_files("*.js") if path.suffix == ".js"]
MODULES = [path for path in SCRIPTS if path.is_relative_to(STATIC)]
SHEETS = our_files("static/**.css")
LAYERS = ("base", "components", "pages")
ORDER = f"@layer {', '.join(LAYERS)}"


def one(name: str) -> Path:
    """The style sheet of that name, wherever it lies."""
    (found,) = (path for path in SHEETS if path.name == name)
    return found


TOKENS = one("tokens.css")
# A whole document of its own, which is sent by mail: it brings the tokens that it uses.
STANDALONE = one("standalone.css")
# Django's administration has no layers, and a rule in one would lose against all of its own.
ADMIN = one("admin.css")
# Plotly's own classes, for what it draws.
PLOTLY = one("plotly.css")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- Modules --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_a_script_is_typed_and_says_what_it_does(path: Path) -> None:
    first, second, *_ = read(path).splitlines()
    assert first == "// @ts-check"
    assert re.match(r"// [A-Z\"]", second), second
    assert "@ts-ignore" not in read(path) and "@ts-nocheck" not in read(path)
    assert not re.search(r"deno-(lint|fmt)-ignore|@type \{any\}|@param \{any\}", read(path))


@pytest.mark.parametrize(
    ("module", "question"),
    [
        # What takes letters, what keys are the browser's, and what has keys of its own.
        ("keyboard.js", r"isContentEditable|\btextarea, select|\binput:not"),
        ("keyboard.js", r"\.altKey"),
        ("keyboard.js", r":popover-open"),
        # How a cursor moves.
        ("cursor.js", r"ArrowUp: -1|\bj: 1|back_forward"),
        ("events.js", r"event\.target instanceof Element|[\"'`]htmx:|\bCustomEvent\b"),
    ],
)
def test_what_several_modules_ask_is_answered_once(module: str, question: str) -> None:
    asked = {path.name for path in MODULES if re.search(question, read(path))}
    assert asked == {module}


def test_no_function_stands_in_two_modules() -> None:
    """Two that are called alike may do different things; two with one body are one too many."""
    bodies: dict[str, str] = {}
    for path in MODULES:
        functions = re.findall(r"(?ms)^(?:export )?(?:async )?function (.*?^})", read(path))
        arrows = re.findall(r"(?ms)^(?:export )?const \w+ = (\(.*?;)$", read(path))
        for body in (*(each.partition("(")[2] for each in functions), *arrows):
            assert body not in bodies, f"{bodies[body]} and {path.name}: {body}"
            bodies[body] = path.name


def imports_of(path: Path) -> set[Path]:
    """The modules that one imports; every one of them is a file of ours."""
    names = re.findall(r"(?ms)^(?:import|export)\b[^;]*?\bfrom (\S+);", read(path))
    assert len(names) == read(path).count("\nimport "), path.name
    found = {(path.parent / name.strip('"')).resolve() for name in names}
    assert found <= set(MODULES), path.name
    return found


def test_modules_import_each_other_in_no_circle_and_none_is_left_over() -> None:
    """A module is loaded by a page, or it is imported; never both, and never neither."""
    pages = "".join(read(path) for path in our_files("templates/**.html"))
    loaded = {path for path in MODULES if f"'{path.relative_to(STATIC).as_posix()}'" in pages}
    imported = set().union(*map(imports_of, MODULES))
    # The picker is imported by who needs it: by the workshop, and by name from beside a field.
    assert loaded | imported | {one("picker.js")} == set(MODULES)
    assert not loaded & imported
    waiting = set(MODULES)
    while ready := {path for path in waiting if not imports_of(path) & waiting}:
        waiting -= ready
    assert not waiting


def test_an_import_leads_to_the_fingerprint_in_production(tmp_path: Path) -> None:
    """Otherwise a browser that keeps files could pair a new module with an old one."""
    names = [path.relative_to(STATIC).as_posix() for path in MODULES]
    folder = FileSystemStorage(STATIC)
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    for name in names:
        with folder.open(name) as file:
            storage.save(name, file)
    collected = storage.post_process({name: (storage, name) for name in names})
    made = {name: hashed for name, hashed, _ in collected if hashed.endswith(".js")}
    for path, name in zip(MODULES, names, strict=True):
        # A type's address in a comment leads nowhere.
        served = re.sub(r"(?s)/\*.*?\*/", "", read(tmp_path / made[name]))
        named = {f'{each.stem}.{made_of(made, each)}.js"' for each in imports_of(path)}
        assert all(each in served for each in named), name
        assert not [other for other in imports_of(path) if f'/{other.name}"' in served], name


def made_of(made: dict[str, str], path: Path) -> str:
    """The fingerprint in a collected file's name."""
    return made[path.relative_to(STATIC).as_posix()].split(".")[-2]


# --- Style sheets ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_every_rule_stands_inside_one_layer(path: Path) -> None:
    assert read(path).startswith("/* ")
    found = [rule for rule in rules(path) if len(rule.layers) != 1 or rule.layers[0] not in LAYERS]
    if path == ADMIN:
        return
    allowed = is_token if path in {TOKENS, STANDALONE} else (lambda rule: False)
    assert [rule.selector for rule in found if not allowed(rule)] == []


def is_token(rule: Rule) -> bool:
    """Whether it only names values: custom properties, a scheme of colours, a face."""
    return rule.selector == "@font-face" or (
        rule.selector.startswith(":root")
        and all(name.startswith("--") or name == "color-scheme" for name, _ in rule.declarations)
    )


def test_the_order_of_the_layers_is_declared_once_for_a_document() -> None:
    declared = {path: statements(path) for path in SHEETS if statements(path)}
    assert declared == {TOKENS: [ORDER], STANDALONE: [ORDER]}
    for head in ("templates/core/pages/_head.html", "templates/admin/base_site.html"):
        first = re.search(r"static '([^']+\.css)'", read(ROOT / head))
        assert first and STATIC / first.group(1) == TOKENS


def test_elements_are_dressed_in_the_first_layer_only() -> None:
    """`base` knows no class: what has one is a component or belongs to a page."""
    based = [rule for path in SHEETS for rule in rules(path) if rule.layers == ("base",)]
    classy = {rule.selector for rule in based if re.search(r"[.]\w", rule.selector)}
    # In running text colour alone does not tell a link.
    assert all(
        re.fullmatch(r"p a:not\(\.button\)\S*, \.lines a\S*, \.note a\S*", s) for s in classy
    )


def test_only_tokens_name_raw_colours() -> None:
    """On paper there is ink and nothing else, so rules for print may say black and white."""
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgb\(\d|\bhsl\(|\boklch\(|light-dark\(")
    found = [
        f"{name_of(path)}: {rule.selector} {{ {name}: {value} }}"
        for path in SHEETS
        if path not in {TOKENS, STANDALONE}
        for rule in rules(path)
        for name, value in rule.declarations
        if raw.search(value) and not rule.prints
    ]
    assert found == []


def values(path: Path) -> dict[str, str]:
    """The tokens of a file as they are at first: later rules change them for a size or a medium."""
    root = next(rule for rule in rules(path) if rule.selector == ":root")
    return {name: value for name, value in root.declarations if name.startswith("--")}


def test_every_token_is_used_and_every_one_used_is_named() -> None:
    all_rules = [rule for path in SHEETS for rule in rules(path)]
    named = {name for rule in all_rules for name, _ in rule.declarations if name.startswith("--")}
    django = {name for rule in rules(ADMIN) for name, _ in rule.declarations}
    texts = "".join(map(read, [*SHEETS, *MODULES]))
    used = set(re.findall(r"var\((--[\w-]+)", texts))
    assert used - named == {"--figure-"}, "figure.js completes this name"
    assert named - django - used == set()


def test_the_file_of_its_own_has_the_tokens_it_needs_with_their_values() -> None:
    brought, ours = values(STANDALONE), values(TOKENS)
    assert brought == {name: value for name, value in ours.items() if name in brought}
    sheets = (STANDALONE, one("figure.css"), one("cover.css"), one("paper.css"))
    used = {name for path in sheets for name in re.findall(r"var\((--[\w-]+)", read(path))}
    own = {name for name in used if name.startswith("--figure-")}
    assert used - own == set(brought)


# --- Nothing is left over -------------------------------------------------------------------------


def words_of_pages() -> str:
    """All that may put a class on an element: templates, Python, modules."""
    paths = [*our_files("templates/**.html"), *MODULES]
    return "\n".join([*map(read, paths), *(read(source.path) for source in product_sources())])


def test_every_class_of_a_style_sheet_is_on_some_element() -> None:
    """Literally, or as a beginning that something completes: `rag-{{ rag }}`, `figure-{style}`."""
    text = words_of_pages()
    words = set(re.findall(r"[a-zA-Z][\w-]*", text))
    begun = set(re.findall(r"([a-zA-Z][\w-]*-)\{", text))
    # htmx puts it on what waits for an answer, ProseMirror on what is written, chosen, or parts atoms.
    theirs = {"htmx-request", "ProseMirror", "ProseMirror-selectednode", "ProseMirror-separator"}
    left = {
        f"{name_of(path)}: .{name}"
        for path in SHEETS
        if path not in {ADMIN, PLOTLY}
        for rule in rules(path)
        for name in re.findall(r"[.]([a-zA-Z][\w-]*)", rule.selector)
        if name not in words | theirs and not any(name.startswith(start) for start in begun)
    }
    assert left == set()


def test_every_style_sheet_is_loaded() -> None:
    text = words_of_pages()
    assert [name_of(p) for p in SHEETS if p.relative_to(STATIC).as_posix() not in text] == []


def test_our_scripts_lie_in_folders_whose_imports_are_followed() -> None:
    """`config.static_files` names the folders of ours."""
    folders = {path.relative_to(STATIC).parts[0] for path in MODULES}
    assert folders <= set(FLOORS)
