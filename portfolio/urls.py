"""Addresses of the portfolio."""

from django.urls import path

from portfolio.decisions import views as decisions
from portfolio.deliverables import views as deliverables
from portfolio.milestones import views as milestones
from portfolio.money import views as money
from portfolio.project_history import views as project_history
from portfolio.project_page import row_views as rows
from portfolio.project_page import views as project_page
from portfolio.projects import views as projects
from portfolio.promises import views as promises
from portfolio.rounds import cell_views as round_cells
from portfolio.rounds import form_views as round_form
from portfolio.rounds import managing_views as round_managing
from portfolio.rounds import review_views as round_review
from portfolio.rounds import sheet_views as round_sheets
from portfolio.rounds import submit_views as round_submit
from portfolio.rounds import views as rounds
from portfolio.sheets import views as sheets
from portfolio.status import correction_views as corrections
from portfolio.status import views as status
from portfolio.texts import views as texts
from portfolio.work_plan import views as work_plan

app_name = "portfolio"

PROJECT = "projects/<slug:strategy>/<str:code>/"

urlpatterns = [
    path("projects/", projects.ProjectListPage.as_view(), name="project-list"),
    path("projects/<slug:strategy>/new/", projects.project_create, name="project-create"),
    path(PROJECT, project_page.project_detail, name="project-detail"),
    path(f"{PROJECT}history/", project_history.project_history, name="project-history"),
    path(f"{PROJECT}history/changes/", project_history.project_changes, name="project-changes"),
    path(f"{PROJECT}edit/", projects.project_edit, name="project-edit"),
    path(f"{PROJECT}delete/", projects.project_delete, name="project-delete"),
    path(f"{PROJECT}status/", round_form.status_create, name="status-create"),
    path(f"{PROJECT}status/<int:pk>/accept/", status.status_accept, name="status-accept"),
    path(f"{PROJECT}status/<int:pk>/undo/", status.confirmation_undo, name="status-undo"),
    path(
        f"{PROJECT}status/<int:pk>/correct/",
        corrections.status_correct_page,
        name="status-correct",
    ),
    path(f"{PROJECT}sign-off/", work_plan.project_sign_off, name="project-sign-off"),
    path(f"{PROJECT}sign-off/withdraw/", work_plan.sign_off_withdraw, name="sign-off-withdraw"),
    path(f"{PROJECT}<slug:kind>/new/", rows.row_create, name="row-create"),
    path(f"{PROJECT}<slug:kind>/<int:pk>/", rows.row_edit, name="row-edit"),
    path(f"{PROJECT}<slug:kind>/<int:pk>/delete/", rows.row_delete, name="row-delete"),
    path("deliverables/", deliverables.DeliverableListPage.as_view(), name="deliverable-list"),
    path("rounds/", rounds.round_current, name="round-current"),
    path("rounds/all/", round_managing.RoundListPage.as_view(), name="round-list"),
    path("rounds/<slug:strategy>/<str:period>/", rounds.round_detail, name="round-detail"),
    path("rounds/<slug:strategy>/<str:period>/save/", round_cells.round_save, name="round-save"),
    path(
        "rounds/<slug:strategy>/<str:period>/submit/",
        round_submit.round_submit,
        name="round-submit",
    ),
    path(
        "rounds/<slug:strategy>/<str:period>/workbook/",
        round_sheets.round_workbook_file,
        name="round-workbook",
    ),
    path(
        "rounds/<slug:strategy>/<str:period>/sheet/",
        round_sheets.sheet_upload,
        name="round-sheet",
    ),
    path(
        "rounds/<slug:strategy>/<str:period>/sheet/<int:pk>/",
        round_sheets.sheet_check,
        name="round-sheet-check",
    ),
    path("rounds/<slug:strategy>/<str:period>/days/", round_managing.round_days, name="round-days"),
    path(
        "rounds/<slug:strategy>/<str:period>/review/",
        round_review.round_review,
        name="round-review",
    ),
    path("updates/", status.StatusUpdateListPage.as_view(), name="update-list"),
    path("work-plan/", work_plan.WorkPlanListPage.as_view(), name="work-plan-list"),
    path("stages/", work_plan.StageListPage.as_view(), name="stage-list"),
    path("quantities/", texts.QuantityListPage.as_view(), name="quantity-list"),
    path("remarks/", texts.RemarkListPage.as_view(), name="remark-list"),
    path("promises/", promises.CommitmentListPage.as_view(), name="promise-list"),
    path("promises/<int:pk>/", promises.promise_detail, name="promise-detail"),
    path("promises/<int:pk>/answer/", promises.promise_answer, name="promise-answer"),
    path("milestones/", milestones.MilestoneListPage.as_view(), name="milestone-list"),
    path("money/", money.MoneyListPage.as_view(), name="money-list"),
    path("money/lines/new/", money.line_create, name="line-create"),
    path("money/lines/<int:pk>/", money.line_detail, name="line-detail"),
    path("money/lines/<int:pk>/edit/", money.line_edit, name="line-edit"),
    path("sheets/<slug:kind>/<slug:strategy>/", sheets.sheet_send, name="sheet-send"),
    path("sheets/<slug:kind>/<slug:strategy>/<int:pk>/", sheets.sheet_check, name="sheet-check"),
    path("decisions/", decisions.DecisionListPage.as_view(), name="decision-list"),
    path("decisions/new/", decisions.decision_create, name="decision-create"),
    path("decisions/<int:pk>/", decisions.decision_detail, name="decision-detail"),
    path("decisions/<int:pk>/edit/", decisions.decision_edit, name="decision-edit"),
    path("decisions/<int:pk>/delete/", decisions.decision_delete, name="decision-delete"),
]
