"""Addresses below /indicators/."""

from django.urls import path

from outcomes.indicators import views
from outcomes.measurements import views as measurements

app_name = "indicators"
urlpatterns = [
    path("", views.IndicatorListPage.as_view(), name="indicator-list"),
    path("new/<slug:slug>/", views.indicator_create, name="indicator-create"),
    path("<int:pk>/", views.indicator_detail, name="indicator-detail"),
    path("<int:pk>/edit/", views.indicator_edit, name="indicator-edit"),
    path("<int:pk>/targets/new/", views.target_create, name="target-create"),
    path("<int:pk>/targets/<int:row>/edit/", views.target_edit, name="target-edit"),
    path("<int:pk>/measurements/new/", measurements.measurement_create, name="measurement-create"),
    path(
        "<int:pk>/measurements/<int:row>/edit/",
        measurements.measurement_edit,
        name="measurement-edit",
    ),
    path(
        "<int:pk>/measurements/<int:row>/verify/",
        measurements.measurement_verify,
        name="measurement-verify",
    ),
    path(
        "<int:pk>/measurements/<int:row>/evidence/",
        measurements.evidence_download,
        name="evidence-download",
    ),
]
