"""Every address of the program."""

from django.urls import include, path

from core.admin import admin_site

handler403 = "core.rights.refusing.refused_page"
handler500 = "core.requests.outage.error_page"

urlpatterns = [
    path("", include("core.urls")),
    path("admin/", admin_site.urls),
    path("", include("core.my_work.urls")),
    path("account/", include("core.account.urls")),
    path("people/", include("core.people.urls")),
    path("questions/", include("core.discussions.urls")),
    path("documents/", include("core.documents.urls")),
    path("rights/", include("core.rights.urls")),
    path("", include("portfolio.urls")),
    path("strategy/", include("outcomes.urls.strategy")),
    path("indicators/", include("outcomes.urls.indicators")),
    path("risks/", include("risks.urls")),
    path("dashboard/", include("reports.urls.dashboard")),
    path("reports/", include("reports.urls.reports")),
    path("templates/", include("reports.urls.templates")),
]
