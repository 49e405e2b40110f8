"""Addresses of people and units, under /in/."""

from django.urls import path

from goodcatch.people.views import directory, persons, units

app_name = "people"
urlpatterns = [
    path("people/", directory.whom, name="whom"),
    path("people/everybody/", directory.everybody, name="everybody"),
    path("people/join/", persons.join, name="join"),
    path("people/invite/", persons.invite, name="invite"),
    path("people/<str:public_id>/", persons.person, name="person"),
    path("people/<str:public_id>/describe/", persons.describe, name="describe"),
    path("people/<str:public_id>/place/", persons.place, name="place"),
    path("people/<str:public_id>/units/<str:unit_id>/end/", persons.take_out, name="take_out"),
    path("people/<str:public_id>/grant/", persons.grant, name="grant"),
    path("people/<str:public_id>/grants/<str:grant_id>/end/", persons.end_grant, name="end_grant"),
    path("people/<str:public_id>/leave/", persons.leave, name="leave"),
    path("people/<str:public_id>/erase/", persons.erase, name="erase"),
    path("people/<str:public_id>/password/", persons.offer_password, name="offer_password"),
    path("units/", units.units, name="units"),
    path("units/<str:public_id>/", units.unit, name="unit"),
    path("units/<str:public_id>/add/", units.add, name="add_unit"),
    path("units/<str:public_id>/describe/", units.describe, name="describe_unit"),
    path("units/<str:public_id>/days/", units.days, name="unit_days"),
    path("units/<str:public_id>/move/", units.move, name="move_unit"),
    path("units/<str:public_id>/close/", units.close, name="close_unit"),
]
