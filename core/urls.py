"""Addresses of the ground floor."""

from django.urls import path

from core.operations import probes
from core.operations import views as operations
from core.pages import long_file_views as long_files
from core.pages import views as pages
from core.pages.strategies import strategy_choose
from core.people.views.passwords import SetPassword
from core.search import views as search
from core.sign_in import views as sign_in

app_name = "core"
urlpatterns = [
    path("", pages.home, name="home"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-in/as/", sign_in.sign_in_as, name="sign-in-as"),
    path("sign-in/second-step/", sign_in.second_step, name="second-step"),
    path("first/<str:code>/", sign_in.first_person, name="first-person"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("set-password/<str:uidb64>/<str:token>/", SetPassword.as_view(), name="set-password"),
    path("search/", search.search, name="search"),
    path("search/hits/", search.hits, name="search-hits"),
    path("language/", sign_in.language, name="language"),
    path("strategy-chosen/", strategy_choose, name="strategy-choose"),
    path("style-guide/", pages.style_guide, name="style-guide"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("files/<int:pk>/", long_files.long_file, name="long-file"),
    path("files/<int:pk>/job/", long_files.long_file_job, name="long-file-job"),
    path("files/<int:pk>/retry/", long_files.long_file_retry, name="long-file-retry"),
    path("files/<int:pk>/file/", long_files.long_file_download, name="long-file-download"),
    path("status/", operations.health, name="status"),
    path("status/jobs/<int:pk>/retry/", operations.retry, name="job-retry"),
    path("metrics", probes.metrics_page, name="metrics"),
]
