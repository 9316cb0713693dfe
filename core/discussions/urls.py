"""Addresses of questions."""

from django.urls import path

from core.discussions import views

app_name = "discussions"
urlpatterns = [
    path("", views.QuestionListPage.as_view(), name="question-list"),
    path("<slug:kind>/<int:row>/new/", views.question_create, name="question-create"),
    path("<int:pk>/", views.question_detail, name="question-detail"),
    path("<int:pk>/settle/", views.question_settle, name="question-settle"),
    path("<int:pk>/reopen/", views.question_reopen, name="question-reopen"),
]
