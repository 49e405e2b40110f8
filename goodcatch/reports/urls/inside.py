"""Addresses behind the signed-in door: named reports, handling, channels."""

from django.urls import path

from goodcatch.reports.views import channels, handling, inside

app_name = "reports"
urlpatterns = [
    path("speak-up/", inside.choose, name="choose"),
    path("speak-up/mine/", inside.mine, name="mine"),
    path("speak-up/mine/<slug:public_id>/", inside.own, name="own"),
    path("speak-up/<slug:slug>/", inside.tell, name="tell"),
    path("speak-up/<slug:slug>/<slug:place_id>/", inside.tell, name="tell_at"),
    path("reports/", handling.reports, name="reports"),
    path("reports/<slug:public_id>/", handling.report, name="report"),
    path("reports/<slug:public_id>/acknowledge/", handling.acknowledge, name="acknowledge"),
    path("reports/<slug:public_id>/close/", handling.close, name="close_report"),
    path("channels/", channels.channels, name="channels"),
    path("channels/new/", channels.open_channel, name="open_channel"),
    path("channels/<slug:public_id>/", channels.channel, name="channel"),
    path("channels/<slug:public_id>/close/", channels.close, name="close_channel"),
    path("channels/<slug:public_id>/poster/", channels.poster, name="poster"),
    path("channels/<slug:public_id>/poster/<slug:place_id>/", channels.poster, name="poster_at"),
]
