"""Addresses of the reports."""

from django.urls import path

from reports import views
from reports.outlines.new_report import report_edit, report_new
from reports.word_templates.views import report_word_template

app_name = "reports"
urlpatterns = [
    path("", views.ReportListPage.as_view(), name="report-list"),
    path("new/", report_new, name="report-create"),
    path("<slug:slug>/", views.report_detail, name="report-detail"),
    path("<slug:slug>/regenerate/", views.report_regenerate, name="report-regenerate"),
    path("<slug:slug>/facts/", views.report_facts, name="report-facts"),
    path("<slug:slug>/edit/", report_edit, name="report-edit"),
    path("<slug:slug>/word-template/", report_word_template, name="report-word-template"),
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
