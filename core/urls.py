"""Addresses of the ground floor."""

from django.urls import path

from core import views
from core.people.views.passwords import SetPassword
from core.status import views as status

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/as/", views.sign_in_as, name="sign-in-as"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("set-password/<str:uidb64>/<str:token>/", SetPassword.as_view(), name="set-password"),
    path("search/", views.search, name="search"),
    path("language/", views.language, name="language"),
    path("style-guide/", views.style_guide, name="style-guide"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("status/", status.status, name="status"),
    path("status/jobs/<int:pk>/retry/", status.retry, name="job-retry"),
    path("metrics", views.metrics_page, name="metrics"),
]
