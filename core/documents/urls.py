"""Addresses of documents."""

from django.urls import path

from core.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.DocumentListPage.as_view(), name="document-list"),
    path("<slug:kind>/<int:row>/new/", views.document_create, name="document-create"),
    path("<int:pk>/replace/", views.document_replace, name="document-replace"),
    path("<int:pk>/remove/", views.document_remove, name="document-remove"),
    path("versions/<int:pk>/", views.document_file, name="document-file"),
]
