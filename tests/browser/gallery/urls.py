"""The addresses of the gallery."""

from django.urls import path

from tests.browser.gallery import views

urlpatterns = [
    path("in/gallery/", views.parts),
    path("in/gallery/form/", views.form),
    path("in/gallery/empty/", views.empty),
    path("in/gallery/broken/", views.broken),
    path("speak-up/gallery/", views.outside),
]
handler404 = "config.errors.not_found"
