"""Addresses of who can do what, of its changes, and of its reviews."""

from django.urls import path

from core.rights import views
from core.rights.changes.views import SettingsChangeListPage
from core.rights.reviews import views as reviews

app_name = "rights"
urlpatterns = [
    path("", views.RightsListPage.as_view(), name="list"),
    path("file/", views.rights_file, name="file"),
    path("changes/", SettingsChangeListPage.as_view(), name="change-list"),
    path("reviews/", reviews.ReviewListPage.as_view(), name="review-list"),
    path("reviews/new/", reviews.review_create, name="review-create"),
    path("reviews/<int:pk>/", reviews.ReviewLineListPage.as_view(), name="review-detail"),
    path("reviews/<int:pk>/decide/", reviews.review_decide, name="review-decide"),
    path("reviews/<int:pk>/close/", reviews.review_close, name="review-close"),
]
