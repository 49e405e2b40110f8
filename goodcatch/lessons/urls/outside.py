"""Public addresses, below /lessons/: no cookie, no script."""

from django.urls import path

from goodcatch.lessons.views import reading

app_name = "published"
urlpatterns = [
    path("", reading.public_page, name="list"),
    path("<str:public_id>/", reading.publication_page, name="lesson"),
]
