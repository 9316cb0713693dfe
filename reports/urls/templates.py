"""Addresses of templates: of reports (their outlines), and of Word."""

from django.urls import path

from reports.outline import views as outlines
from reports.outlining import views as outlining
from reports.word_templates import views as word

app_name = "templates"
urlpatterns = [
    path("", outlines.overview, name="overview"),
    path("reports/<slug:slug>/", outlines.outline_detail, name="outline-detail"),
    path("reports/<slug:slug>/edit/", outlines.outline_edit, name="outline-edit"),
    path("reports/<slug:slug>/outline/", outlining.outline_tree, name="outline-tree"),
    path("reports/<slug:slug>/outline/begin/", outlining.outline_begin, name="outline-begin"),
    path("reports/<slug:slug>/outline/move/", outlining.outline_move, name="outline-move"),
    path("reports/<slug:slug>/outline/preview/", outlining.preview, name="outline-preview"),
    path(
        "reports/<slug:slug>/outline/new/<slug:kind>/", outlining.entry_create, name="entry-create"
    ),
    path("reports/<slug:slug>/outline/<path:entry>/edit/", outlining.entry_edit, name="entry-edit"),
    path(
        "reports/<slug:slug>/outline/<path:entry>/remove/",
        outlining.entry_delete,
        name="entry-delete",
    ),
    path("word/new/", word.word_create, name="word-create"),
    path("word/<int:pk>/", word.word_detail, name="word-detail"),
    path("word/<int:pk>/edit/", word.word_edit, name="word-edit"),
    path("word/<int:pk>/file/new/", word.word_replace, name="word-replace"),
    path("word/<int:pk>/file/", word.word_file, name="word-file"),
    path("word/<int:pk>/sample/", word.word_sample, name="word-sample"),
    path("word/<int:pk>/delete/", word.word_delete, name="word-delete"),
]
