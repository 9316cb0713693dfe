"""Addresses of the reports."""

from django.urls import path

from reports.checking import views as checking
from reports.drafts import gate_views as gate
from reports.drafts import views as drafts
from reports.editions import views as editions
from reports.editions.xliff import views as xliff
from reports.facts import views as facts
from reports.final import views as final
from reports.picking import views as picking
from reports.pictures import views as pictures
from reports.word_templates.views import report_word_template
from reports.workshop import part_views as parts
from reports.workshop import text_views as texts
from reports.workshop import views as workshop

app_name = "reports"
urlpatterns = [
    path("", facts.ReportListPage.as_view(), name="report-list"),
    path("new/", facts.report_new, name="report-create"),
    path("<slug:slug>/", drafts.report_detail, name="report-detail"),
    path("<slug:slug>/workshop/", workshop.workshop, name="workshop"),
    path("<slug:slug>/numbers/", picking.number_choices, name="number-choices"),
    path("<slug:slug>/numbers/said/", picking.number_said_now, name="number-said"),
    path("<slug:slug>/numbers/window/", picking.number_window, name="number-window"),
    path("<slug:slug>/gate/waiting/", gate.numbers_waiting, name="numbers-waiting"),
    path("<slug:slug>/gate/accept/", gate.numbers_accept, name="numbers-accept"),
    path("<slug:slug>/gate/hold/", gate.number_hold, name="number-hold"),
    path("<slug:slug>/gate/release/", gate.number_release, name="number-release"),
    path("<slug:slug>/gate/override/", gate.number_override, name="number-override"),
    path(
        "<slug:slug>/gate/override/<int:pk>/confirm/",
        gate.override_confirm,
        name="override-confirm",
    ),
    path("<slug:slug>/gate/override/<int:pk>/end/", gate.override_end, name="override-end"),
    path("<slug:slug>/regenerate/", drafts.report_regenerate, name="report-regenerate"),
    path("<slug:slug>/facts/", facts.report_facts, name="report-facts"),
    path("<slug:slug>/findings/", checking.report_findings, name="report-findings"),
    path(
        "<slug:slug>/findings/count/", checking.report_findings_count, name="report-findings-count"
    ),
    path(
        "<slug:slug>/findings/<slug:fingerprint>/mend/",
        checking.finding_mend,
        name="finding-mend",
    ),
    path(
        "<slug:slug>/findings/<slug:fingerprint>/waive/",
        checking.finding_waive,
        name="finding-waive",
    ),
    path(
        "<slug:slug>/findings/<slug:fingerprint>/take-back/",
        checking.waiver_take_back,
        name="waiver-take-back",
    ),
    path("<slug:slug>/requirements/", final.requirements, name="report-requirements"),
    path(
        "<slug:slug>/requirements/card/",
        final.requirements_card,
        name="report-requirements-card",
    ),
    path("<slug:slug>/final/", final.close, name="report-close"),
    path("<slug:slug>/open-again/", final.reopen, name="report-reopen"),
    path("<slug:slug>/pictures/", pictures.picture_list, name="picture-list"),
    path("<slug:slug>/pictures/new/", pictures.picture_create, name="picture-create"),
    path(
        "<slug:slug>/pictures/<int:pk>/replace/", pictures.picture_replace, name="picture-replace"
    ),
    path("<slug:slug>/pictures/<int:pk>/delete/", pictures.picture_delete, name="picture-delete"),
    path(
        "<slug:slug>/pictures/files/<slug:sha256>.png", pictures.picture_file, name="picture-file"
    ),
    path("<slug:slug>/edit/", facts.report_edit, name="report-edit"),
    path("<slug:slug>/word-template/", report_word_template, name="report-word-template"),
    path("<slug:slug>/jobs/<int:job_id>/", drafts.report_job, name="report-job"),
    path(
        "<slug:slug>/drafts/<int:number>/<str:language>/<str:format_>/",
        drafts.export_download,
        name="export-download",
    ),
    path("<slug:slug>/<str:language>/texts/<path:target>/", texts.text_detail, name="text-detail"),
    path("<slug:slug>/<str:language>/edit/<path:target>/", workshop.text_edit, name="text-form"),
    path(
        "<slug:slug>/<str:language>/about/<path:target>/",
        workshop.piece_detail,
        name="piece-detail",
    ),
    path(
        "<slug:slug>/<str:language>/ask/<path:target>/", parts.paragraph_ask, name="paragraph-ask"
    ),
    path("<slug:slug>/<str:language>/assign/<path:target>/", parts.part_assign, name="part-assign"),
    path("<slug:slug>/assignments/<int:pk>/done/", parts.assignment_done, name="assignment-done"),
    path(
        "<slug:slug>/assignments/<int:pk>/withdraw/",
        parts.assignment_withdraw,
        name="assignment-withdraw",
    ),
    path("<slug:slug>/<str:language>/steps/", texts.paper_step, name="paper-step"),
    path("<slug:slug>/<str:language>/references/", texts.reference_list, name="reference-list"),
    path(
        "<slug:slug>/editions/<str:language>/",
        editions.edition_side_by_side,
        name="edition-side-by-side",
    ),
    path("<slug:slug>/editions/<str:language>/xliff/", xliff.xliff_file, name="edition-xliff"),
    path(
        "<slug:slug>/editions/<str:language>/xliff/send/",
        xliff.xliff_send,
        name="edition-xliff-send",
    ),
    path(
        "<slug:slug>/editions/<str:language>/xliff/send/<int:pk>/",
        xliff.xliff_check,
        name="edition-xliff-check",
    ),
    path("<slug:slug>/reconcile/", editions.editions_reconcile, name="editions-reconcile"),
    path("<slug:slug>/<str:language>/level/", drafts.translation_level, name="translation-level"),
    path(
        "<slug:slug>/<str:language>/numbers/<path:uid>/",
        drafts.number_detail,
        name="number-detail",
    ),
]
