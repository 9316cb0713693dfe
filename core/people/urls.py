"""Addresses of people and units."""

from django.urls import path

from core.people.views import absences, passwords, persons, second_factors, units

app_name = "people"
urlpatterns = [
    path("", persons.PersonListPage.as_view(), name="person-list"),
    path("new/", persons.person_create, name="person-create"),
    path("password/", passwords.PasswordChange.as_view(), name="password-change"),
    path("stand-ins/", absences.StandInListPage.as_view(), name="stand-in-list"),
    path("stand-ins/<int:pk>/end/", absences.absence_end, name="absence-end"),
    path("units/", units.UnitListPage.as_view(), name="unit-list"),
    path("units/new/", units.unit_create, name="unit-create"),
    path("unit/<str:code>/", units.unit_detail, name="unit-detail"),
    path("unit/<str:code>/edit/", units.unit_edit, name="unit-edit"),
    path("<int:pk>/", persons.person_detail, name="person-detail"),
    path("<int:pk>/edit/", persons.person_edit, name="person-edit"),
    path("<int:pk>/roles/", persons.role_create, name="role-create"),
    path("<int:pk>/roles/<int:role>/end/", persons.role_end, name="role-end"),
    path("<int:pk>/absence/", absences.absence_create, name="absence-create"),
    path("<int:pk>/leave/", persons.person_deactivate, name="person-deactivate"),
    path("<int:pk>/return/", persons.person_activate, name="person-activate"),
    path("<int:pk>/password-link/", passwords.password_link, name="password-link"),
    path("<int:pk>/second-step/", second_factors.second_factor_reset, name="second-factor-reset"),
]
