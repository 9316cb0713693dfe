"""Every address of the program."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("projects/", include("portfolio.urls")),
    path("reports/", include("reports.urls")),
]
