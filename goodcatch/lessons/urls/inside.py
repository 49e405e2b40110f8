"""Addresses below /in/lessons/."""

from django.urls import path

from goodcatch.lessons.views import keeping, reading, sharing

app_name = "lessons"
urlpatterns = [
    path("", reading.library_page, name="library"),
    path("write/<str:case_id>/", keeping.write_page, name="write"),
    path("<str:public_id>/", reading.lesson_page, name="lesson"),
    path("<str:public_id>/change/", keeping.change_page, name="change"),
    path("<str:public_id>/publish/", keeping.publish_page, name="publish"),
    path("<str:public_id>/behind/", keeping.behind_page, name="behind"),
    path("<str:public_id>/verify/", keeping.verify_page, name="verify"),
    path("<str:public_id>/share/", sharing.share_page, name="share"),
    path("<str:public_id>/take-off/", sharing.take_off_page, name="take_off"),
    path("<str:public_id>/everybody/", keeping.everybody_page, name="everybody"),
    path("<str:public_id>/withdraw/", keeping.withdraw_page, name="withdraw"),
    path("<str:public_id>/retire/", keeping.retire_page, name="retire"),
]
