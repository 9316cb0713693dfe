"""Addresses of the portfolio."""

from django.urls import path

from portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.ProjectListPage.as_view(), name="project-list"),
    path("<slug:strategy>/new/", views.project_create, name="project-create"),
    path("<slug:strategy>/<str:code>/", views.project_detail, name="project-detail"),
    path("<slug:strategy>/<str:code>/edit/", views.project_edit, name="project-edit"),
    path("<slug:strategy>/<str:code>/status/", views.status_create, name="status-create"),
]
