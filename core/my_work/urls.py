"""Addresses of what waits for a person, and of their calendar."""

from django.urls import path

from core.my_work import views

app_name = "work"
urlpatterns = [
    path("my-work/", views.work_list, name="list"),
    path("my-work/settings/", views.work_settings, name="settings"),
    path("my-work/subscriptions/", views.subscribe, name="subscribe"),
    path("my-work/calendar/", views.calendar_renew, name="calendar-renew"),
    path("my-work/calendar/revoke/", views.calendar_revoke, name="calendar-revoke"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
]
