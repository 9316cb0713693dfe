"""Inside a floor the rooms stand in an order too: each imports only from those before it.

A room is a folder of the floor, or a module that lies in it directly. Imports inside functions count
as well; those that are meant to point up stand in MEANT with their reason.
"""

import pytest

from tests.structure.sources import ROOT, Source, product_sources
from tests.structure.test_imports import imported

# From the ground up.
ORDER = {
    "runtime": (
        "environment trouble output processes paths metrics_folder health state postgres valkey claim "
        "listener supervisor pulse servers testing up session"
    ),
    "core": (
        "migration registry codes lengths years zones formulas request_cache addresses prepared formats "
        "access languages days_typed written_fields history time kept kept_queries subjects models files "
        "numbers figures imports forms requests jobs pages my_work search second_factor sign_in account "
        "people rights discussions documents operations templatetags management admin urls apps"
    ),
    "outcomes": (
        "choices rules models in_force current lines asked printed terms own_fields indicators "
        "measurements strategy search my_work subjects navigation urls apps management"
    ),
    "portfolio": (
        "choices rules models rows projects work_plan texts status rounds milestones promises "
        "deliverables decisions money sheets project_page project_history search my_work news subjects "
        "tasks navigation templatetags urls apps management"
    ),
    "risks": (
        "choices rules models own_fields wording trend services filters forms tables matrix issue_page "
        "risk_page numbers annexes evidence figures panels imports views search my_work settings_kinds "
        "subjects navigation urls apps management"
    ),
    "reports": (
        "models kept_data document writers word_templates outline composing writing facts pictures gate "
        "drafts outlining checking editions picking workshop final dashboard imports metrics search "
        "my_work settings_kinds subjects navigation urls apps management"
    ),
}
# The importing file and the room it reaches up to, and why.
MEANT = {
    ("core/time.py", "models"): "models need the working date while they load",
    ("core/time.py", "kept"): "the working date is kept, and is a key of all else that is",
}


def room_of(source: Source) -> str:
    """The folder or the module of the floor that a file belongs to; empty for the floor's __init__."""
    first = source.path.relative_to(ROOT / source.floor).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def rooms(floor: str) -> list[str]:
    """The rooms of a floor, from the ground up."""
    return ORDER[floor].split()


@pytest.mark.parametrize("floor", ORDER)
def test_every_room_has_its_place_in_the_order(floor: str) -> None:
    found = {room_of(each) for each in product_sources() if each.floor == floor} - {""}
    assert found == set(rooms(floor))


@pytest.mark.parametrize("floor", ORDER)
def test_no_room_imports_one_above_it(floor: str) -> None:
    height = {room: number for number, room in enumerate(rooms(floor))}
    wrong, meant = [], set()
    for source in product_sources():
        if source.floor != floor or not (own := room_of(source)):
            continue
        for line, name in imported(source):
            other = [*name.split("."), ""][1] if name.split(".")[0] == floor else ""
            if height.get(other, -1) <= height[own]:
                continue
            if (source.name, other) in MEANT:
                meant.add((source.name, other))
            else:
                wrong.append(f"{source.name}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)
    assert meant == {each for each in MEANT if each[0].startswith(f"{floor}/")}
