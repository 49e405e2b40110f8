"""The first page behind the signed-in door."""

from django.urls import path

from goodcatch.home import views

app_name = "home"
urlpatterns = [path("", views.today, name="today")]
