"""Addresses of one's own account."""

from django.urls import path

from core.account import views

app_name = "account"
urlpatterns = [
    path("", views.security, name="security"),
    path("confirm/", views.confirm, name="confirm"),
    path("app/", views.app_add, name="app-add"),
    path("passkey/", views.passkey_add, name="passkey-add"),
    path("factors/<int:pk>/name/", views.factor_name, name="factor-name"),
    path("factors/<int:pk>/remove/", views.factor_remove, name="factor-remove"),
    path("recovery-codes/", views.recovery_codes, name="recovery-codes"),
    path("sessions/<uuid:number>/end/", views.session_end, name="session-end"),
    path("sessions/end-others/", views.sessions_end_others, name="sessions-end-others"),
]
