"""Every field of a list has a filter, or a reason why not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.urls import get_resolver

from core.pages.lists import ListPage

DAY = "a day: the list is asked as it stood on a day, and sorts by it"
FIGURE = "a figure: the list sorts by it"
PLAN = "the work plan, the state or what needs attention narrows by it"
DEFINITION = "part of a definition that its page and the files show; nobody narrows by it"

# (model, field) → the filter that narrows by it, where that goes by another name.
BY = {
    ("Project", "output"): "place",
    ("Project", "driver"): "place",
    ("Project", "manager"): "mine",
    ("Project", "business_owner"): "mine",
    ("Indicator", "responsible"): "mine",
    ("Commitment", "due_from"): "due",
    ("Commitment", "due_until"): "due",
    ("Commitment", "answered_on"): "state",
    ("Deliverable", "due_on"): "due",
    ("Deliverable", "reached_on"): "state",
    ("Milestone", "baseline_on"): "year",
    ("Milestone", "forecast_on"): "year",
    ("Milestone", "reached_on"): "state",
    ("Cost", "funding_line"): "line",
    ("Decision", "on"): "year",
    ("StatusUpdate", "reported_on"): "since",
    ("StatusUpdate", "author"): "mine",
    ("StageChange", "on"): "since",
    ("WorkPlanEntry", "left_on"): "change",
    ("WorkPlanEntry", "carried_over_from"): "change",
    ("WorkPlanEntry", "merged_into"): "change",
    ("Risk", "closed_on"): "state",
    ("Issue", "closed_on"): "state",
    ("Issue", "escalated_on"): "attention",
    ("Mitigation", "due_on"): "state",
    ("Mitigation", "done_on"): "state",
    ("Acceptance", "on"): "in_force",
    ("Acceptance", "until"): "in_force",
    ("RoleAssignment", "user"): "q",
    ("RoleAssignment", "lent_by"): "q",
    ("RoleAssignment", "starts_on"): "when",
    ("RoleAssignment", "ends_on"): "when",
    ("User", "is_active"): "active",
    ("Question", "row"): "code",
    **{("Question", name): "whose" for name in ("author", "asked_of", "mentioned")},
    ("Question", "settled_at"): "state",
    ("DocumentVersion", "document"): "purpose",
    ("MiddlewareEvents", "pgh_obj_model"): "kind",
    ("MiddlewareEvents", "pgh_obj_id"): "person",
    ("AccessReviewLine", "decided_by"): "q",
    ("AccessReviewLine", "lent_by"): "q",
}
REASONS: dict[tuple[str, str], str] = {
    **{("Project", name): DAY for name in ("baseline_start", "signed_off_on")},
    **{("Project", name): PLAN for name in ("baseline_finish", "forecast_finish", "actual_finish")},
    **{
        (model, "own"): "each own field has its filters (tests/outcomes/terms)"
        for model in ("Project", "Risk", "Indicator")
    },
    ("Project", "signed_off_by"): "the business owner, by whom “mine” narrows",
    ("Cost", "amount"): FIGURE,
    ("Quantity", "value"): FIGURE,
    **{
        ("StatusUpdate", name): "the overall state narrows; the list sorts by it"
        for name in ("schedule", "budget", "scope")
    },
    ("StatusUpdate", "per_cent_complete"): FIGURE,
    ("StatusUpdate", "forecast_finish"): "the list of projects narrows by late and slipping",
    ("StatusUpdate", "on_behalf_of"): "the list sorts by it; “mine” narrows by who said it",
    **{
        ("StatusUpdate", name): "the state narrows; the list sorts by it"
        for name in ("accepted_by", "returned_by")
    },
    ("StatusUpdate", "in_bulk"): "the kind narrows; the list sorts by it",
    ("StatusUpdate", "corrected_on"): "the list sorts by it",
    **{
        ("StatusRound", name): "whether it is open narrows; the list sorts by it"
        for name in ("opens_on", "closes_on", "due_on")
    },
    ("StatusUpdate", "replaces"): "another update of the same project and round",
    ("WorkPlanEntry", "joined_on"): "a day of the year, by which the list narrows; it sorts by it",
    **{("Indicator", name): DEFINITION for name in ("measure", "direction", "basis", "position")},
    **{("Indicator", name): DEFINITION for name in ("accumulation", "aggregation", "number_key")},
    **{("Indicator", name): DAY for name in ("in_force_from", "in_force_until", "baseline_on")},
    ("Deliverable", "part_of"): "the list sorts by it; the page of the whole lists its parts",
    ("Deliverable", "position"): "its place under the output, by which the list narrows",
    ("Deliverable", "reached_precision"): "how exactly a day is known",
    **{("Deliverable", name): DAY for name in ("in_force_from", "in_force_until")},
    ("Indicator", "baseline_value"): FIGURE,
    ("Risk", "identified_on"): DAY,
    ("Risk", "project"): "the search finds its code; the project's page lists its risks",
    ("Issue", "raised_on"): DAY,
    **{
        (model, "risk"): "the search finds its code; the risk's page lists them"
        for model in ("Mitigation", "Assessment", "Acceptance")
    },
    **{
        ("Assessment", f"{level}_{part}"): FIGURE
        for level in ("inherent", "residual", "target")
        for part in ("likelihood", "impact")
    },
    **{
        ("MiddlewareEvents", name): "the history's own numbers; the list shows none of them"
        for name in ("pgh_id", "pgh_context_id", "pgh_context")
    },
    ("MiddlewareEvents", "pgh_model"): "the kind of what has changed narrows",
    ("MiddlewareEvents", "pgh_data"): "what is recorded: the search looks through it",
    ("MiddlewareEvents", "pgh_diff"): "what is recorded: the search looks through it",
    **{
        ("AccessReviewLine", name): "a role as it stood: it sorts by it, and role and unit narrow"
        for name in ("language", "starts_on", "ends_on")
    },
    ("AccessReviewLine", "review"): "the address of the list names it",
    ("AccessReviewLine", "assignment"): "what the line is about; person and role narrow",
    ("AccessReviewLine", "decided_at"): DAY,
    ("Assessment", "assessed_by"): "the history of a risk tells who judged it",
    **{("Acceptance", name): "few rows: the list sorts by it" for name in ("accepted_by", "score")},
    ("Acceptance", "risk_owner"): "few rows: the list sorts by it",
    **{("Question", name): "the list sorts by it" for name in ("asked_at", "settled_by")},
    **{("DocumentVersion", name): FIGURE for name in ("number", "size", "uploaded_at")},
    ("DocumentVersion", "file"): "where the program stores it",
    ("DocumentVersion", "uploaded_by"): "the search finds their name",
    ("Unit", "parent"): "the list is the tree itself",
    ("User", "password"): "secret",
    ("User", "last_login"): "nobody is watched",
    ("User", "language"): "nobody looks for people by it",
    ("User", "time_zone"): "nobody looks for people by it",
}
# Found by the search of the list, or by the search over everything.
WORDY = (models.CharField, models.TextField)
# What a demonstration has invented is marked, and never narrowed by; few reports need few filters.
NEVER = {"i18n", "illustrative"}
FEW = {"Report", "AccessReview"}


def pages() -> list[Any]:
    """Every list page with a table of a model."""
    assert get_resolver().url_patterns  # loads the views
    found: list[Any] = []
    waiting: list[type] = [ListPage]
    while waiting:
        page = waiting.pop()
        waiting += page.__subclasses__()
        if hasattr(page, "filterset_class") and hasattr(page, "table_class"):
            found.append(page)
    return list(dict.fromkeys(found))


def unfiltered(page: Any) -> Iterator[str]:
    """The fields of the page's model that neither a filter nor a reason covers."""
    filters = page.filterset_class.base_filters
    names = {*filters, *(one.field_name.split("__")[0] for one in filters.values())}
    model = page.table_class._meta.model
    for field in model._meta.concrete_fields:
        key = (model.__name__, field.name)
        if field.primary_key or field.name in NEVER or model.__name__ in FEW:
            continue
        is_words = isinstance(field, WORDY) and not field.choices and "q" in names
        if field.name in names or BY.get(key) in names or key in REASONS or is_words:
            continue
        yield field.name


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.__name__)
def test_every_field_of_a_list_has_a_filter_or_a_reason(page: Any) -> None:
    assert not list(unfiltered(page))


def test_no_reason_outlives_its_field_and_no_filter_has_both() -> None:
    fields: dict[str, dict[str, object]] = {}
    for page in pages():
        model = page.table_class._meta.model
        fields[model.__name__] = {one.name: one for one in model._meta.concrete_fields}
        for name in page.filterset_class.base_filters:
            assert (model.__name__, name) not in REASONS
    for model_name, name in (*REASONS, *BY):
        assert name in fields[model_name], (model_name, name)
