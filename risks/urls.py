"""Addresses of the risks. Codes have capital letters, so they cannot be "new" or "issues"."""

from django.urls import path

from risks.views import issues, lists, matrix, risks

app_name = "risks"
urlpatterns = [
    path("", lists.RiskListPage.as_view(), name="risk-list"),
    path("matrix/", matrix.risk_matrix, name="risk-matrix"),
    path("issues/", lists.IssueListPage.as_view(), name="issue-list"),
    path("measures/", lists.MitigationListPage.as_view(), name="mitigation-list"),
    path("assessments/", lists.AssessmentListPage.as_view(), name="assessment-list"),
    path("acceptances/", lists.AcceptanceListPage.as_view(), name="acceptance-list"),
    path("<slug:strategy>/new/", risks.risk_create, name="risk-create"),
    path("<slug:strategy>/policy/", matrix.policy_edit, name="policy-edit"),
    path("<slug:strategy>/issues/new/", issues.issue_create, name="issue-create"),
    path("<slug:strategy>/issues/<str:code>/", issues.issue_detail, name="issue-detail"),
    path("<slug:strategy>/issues/<str:code>/edit/", issues.issue_edit, name="issue-edit"),
    path("<slug:strategy>/issues/<str:code>/close/", issues.issue_close, name="issue-close"),
    path(
        "<slug:strategy>/issues/<str:code>/escalate/", issues.issue_escalate, name="issue-escalate"
    ),
    path("<slug:strategy>/<str:code>/", risks.risk_detail, name="risk-detail"),
    path("<slug:strategy>/<str:code>/edit/", risks.risk_edit, name="risk-edit"),
    path("<slug:strategy>/<str:code>/assess/", risks.assessment_create, name="assessment-create"),
    path(
        "<slug:strategy>/<str:code>/assessments/<int:pk>/",
        risks.assessment_edit,
        name="assessment-edit",
    ),
    path(
        "<slug:strategy>/<str:code>/measures/new/",
        risks.mitigation_create,
        name="mitigation-create",
    ),
    path(
        "<slug:strategy>/<str:code>/measures/<int:pk>/",
        risks.mitigation_edit,
        name="mitigation-edit",
    ),
    path("<slug:strategy>/<str:code>/accept/", risks.risk_accept, name="risk-accept"),
]
