"""Addresses below /strategy/."""

from django.urls import path

from outcomes.own_fields import views as own_fields
from outcomes.strategy import views
from outcomes.terms import views as terms

app_name = "outcomes"
urlpatterns = [
    path("", views.strategy_current, name="strategy-current"),
    path("new/", views.strategy_create, name="strategy-create"),
    path("<slug:slug>/", views.strategy_detail, name="strategy-detail"),
    path("<slug:slug>/words/", terms.term_list, name="term-list"),
    path("<slug:slug>/words/<slug:vocabulary>/new/", terms.term_create, name="term-create"),
    path("<slug:slug>/words/<slug:vocabulary>/<slug:key>/name/", terms.term_name, name="term-name"),
    path("<slug:slug>/words/<int:pk>/edit/", terms.term_edit, name="term-edit"),
    path("<slug:slug>/words/<int:pk>/delete/", terms.term_delete, name="term-delete"),
    path(
        "<slug:slug>/fields/<slug:subject>/new/",
        own_fields.own_field_create,
        name="own-field-create",
    ),
    path("<slug:slug>/fields/<int:pk>/edit/", own_fields.own_field_edit, name="own-field-edit"),
    path(
        "<slug:slug>/fields/<int:pk>/delete/", own_fields.own_field_delete, name="own-field-delete"
    ),
    path("<slug:slug>/<slug:kind>/new/", views.part_create, name="part-create"),
    path("<slug:slug>/<slug:kind>/<int:pk>/", views.part_detail, name="part-detail"),
    path("<slug:slug>/<slug:kind>/<int:pk>/edit/", views.part_edit, name="part-edit"),
]
