"""Addresses of cases, under /in/. The story of a case, /in/cases/<id>/, is told by a room above."""

from django.urls import path

from goodcatch.cases.views import desk, keeping, lists, moving_on, opening, owning, readers, scales, weighing, words

app_name = "cases"
urlpatterns = [
    path("triage/", desk.triage, name="triage"),
    path("triage/answer/", desk.close_reports, name="close_reports"),
    path("triage/group/", desk.group, name="group"),
    path("themes/new/", opening.open_theme, name="open_theme"),
    path("themes/<str:public_id>/", lists.theme, name="theme"),
    path("cases/", lists.cases, name="cases"),
    path("cases/export.csv", lists.export, name="export"),
    path("cases/new/", opening.open_case, name="open"),
    path("cases/scales/", scales.scales, name="scales"),
    path("cases/scales/<str:kind>/", scales.adopt, name="adopt_scale"),
    path("cases/<str:public_id>/reports/<str:report_id>/part/", opening.part_report, name="part_report"),
    path("cases/<str:public_id>/weigh/<str:kind>/", weighing.weigh, name="weigh"),
    path("cases/<str:public_id>/respond/", weighing.respond, name="respond"),
    path("cases/<str:public_id>/join/", weighing.join, name="join"),
    path("cases/<str:public_id>/safe/", owning.make_safe, name="make_safe"),
    path("cases/<str:public_id>/own/", owning.own, name="own"),
    path("cases/<str:public_id>/statement/", owning.own_in_full, name="own_in_full"),
    path("cases/<str:public_id>/correct/", words.correct, name="correct"),
    path("cases/<str:public_id>/update/", words.post_update, name="post_update"),
    path("cases/<str:public_id>/ask/", words.ask, name="ask"),
    path("cases/<str:public_id>/questions/<str:question_id>/", words.answer, name="answer"),
    path("cases/<str:public_id>/parts/", readers.take_part, name="take_part"),
    path("cases/<str:public_id>/parts/<str:person_id>/<str:part>/", readers.end_part, name="end_part"),
    path("cases/<str:public_id>/readers/", readers.change_readers, name="change_readers"),
    path("cases/<str:public_id>/leave-off/", readers.leave_off, name="leave_off"),
    path("cases/<str:public_id>/hold/", keeping.hold, name="hold"),
    path("cases/<str:public_id>/lift/", keeping.lift, name="lift_hold"),
    path("cases/<str:public_id>/supported/", moving_on.supported, name="supported"),
    path("cases/<str:public_id>/move-on/", moving_on.move_on, name="move_on"),
]
