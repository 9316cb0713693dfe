"""Addresses of the reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportListPage.as_view(), name="report-list"),
    path("<slug:slug>/", views.report_detail, name="report-detail"),
    path("<slug:slug>/regenerate/", views.report_regenerate, name="report-regenerate"),
    path("<slug:slug>/jobs/<int:job_id>/", views.report_job, name="report-job"),
    path(
        "<slug:slug>/drafts/<int:number>/<str:language>/<str:format_>/",
        views.export_download,
        name="export-download",
    ),
    path(
        "<slug:slug>/<str:language>/numbers/<path:uid>/",
        views.number_detail,
        name="number-detail",
    ),
]
