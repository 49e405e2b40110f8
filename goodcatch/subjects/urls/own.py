"""What is kept about oneself, beside one's account."""

from django.urls import path

from goodcatch.subjects.views import own

urlpatterns = [path("", own.kept, name="account_kept")]
