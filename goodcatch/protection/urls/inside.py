"""Addresses behind the signed-in door, below /in/watched/."""

from django.urls import path

from goodcatch.protection.views import inside

app_name = "watch"
urlpatterns = [
    path("", inside.mine, name="mine"),
    path("plans/", inside.plans, name="plans"),
    path("report/<slug:report_id>/", inside.wanted, name="wanted"),
    path("report/<slug:report_id>/name/", inside.name_witness, name="name"),
    path("<slug:public_id>/", inside.plan, name="plan"),
    path("<slug:public_id>/answer/", inside.answer, name="answer"),
    path("<slug:public_id>/end/", inside.end, name="end"),
    path("<slug:public_id>/tell/", inside.tell, name="tell"),
]
