"""The address of a case."""

from django.urls import path

from goodcatch.casefile import views

app_name = "casefile"
urlpatterns = [path("cases/<str:public_id>/", views.story, name="story")]
