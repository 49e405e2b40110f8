"""Addresses behind the signed-in door: named reports, handling, channels."""

from django.urls import path

from goodcatch.reports.views import (
    channels,
    exporting,
    handling,
    inside,
    questions,
    sealed_channels,
    sealed_deeds,
    sealed_handling,
)

app_name = "reports"
urlpatterns = [
    path("speak-up/", inside.choose, name="choose"),
    path("speak-up/mine/", inside.mine, name="mine"),
    path("speak-up/mine/<slug:public_id>/", inside.own, name="own"),
    path("speak-up/<slug:slug>/", inside.tell, name="tell"),
    path("speak-up/<slug:slug>/<slug:place_id>/", inside.tell, name="tell_at"),
    path("reports/", handling.reports, name="reports"),
    path("reports/sealed/", sealed_handling.sealed_reports, name="sealed_reports"),
    path("reports/late/", sealed_handling.late, name="late"),
    path("reports/sealed/<slug:public_id>/", sealed_handling.sealed_report, name="sealed_report"),
    path("reports/sealed/<slug:public_id>/thank/", sealed_handling.thank, name="thank"),
    path("reports/sealed/<slug:public_id>/files/<int:number>/", sealed_handling.sealed_file, name="sealed_file"),
    path("reports/sealed/<slug:public_id>/note/", sealed_deeds.note, name="note"),
    path("reports/sealed/<slug:public_id>/assess/", sealed_deeds.assess, name="assess"),
    path("reports/sealed/<slug:public_id>/hand-over/", sealed_deeds.hand_over, name="hand_over"),
    path("reports/sealed/<slug:public_id>/leave-off/", sealed_deeds.leave_off, name="leave_off"),
    path("reports/sealed/<slug:public_id>/let-in/", sealed_deeds.let_in, name="let_in"),
    path("reports/sealed/<slug:public_id>/step-back/", sealed_deeds.step_back, name="step_back"),
    path("reports/sealed/<slug:public_id>/answer/", sealed_deeds.answer, name="answer"),
    path("reports/sealed/<slug:public_id>/summary/", sealed_deeds.propose_summary, name="propose_summary"),
    path("reports/sealed/<slug:public_id>/agree/", sealed_deeds.agree, name="agree"),
    path("reports/sealed/<slug:public_id>/carry/", sealed_deeds.carry, name="carry"),
    path("reports/sealed/<slug:public_id>/copy/", exporting.export, name="export"),
    path("reports/sealed/<slug:public_id>/hold/", sealed_deeds.hold, name="hold"),
    path("reports/sealed/<slug:public_id>/lift/", sealed_deeds.lift, name="lift_hold"),
    path("reports/sealed/<slug:public_id>/decide/", sealed_deeds.decide, name="decide"),
    path("reports/<slug:public_id>/", handling.report, name="report"),
    path("reports/<slug:public_id>/acknowledge/", handling.acknowledge, name="acknowledge"),
    path("reports/<slug:public_id>/close/", handling.close, name="close_report"),
    path("channels/", channels.channels, name="channels"),
    path("channels/new/", channels.open_channel, name="open_channel"),
    path("channels/sealed/", sealed_channels.prepare, name="prepare_sealed_channel"),
    path("channels/<slug:public_id>/", channels.channel, name="channel"),
    path("channels/<slug:public_id>/open/", sealed_channels.open_sealed, name="open_sealed_channel"),
    path("channels/<slug:public_id>/propose/", sealed_channels.propose, name="propose_office"),
    path("channels/<slug:public_id>/offices/<slug:office_id>/end/", sealed_channels.end, name="end_office"),
    path("channels/<slug:public_id>/readers/", sealed_channels.sign, name="sign_readers"),
    path("channels/<slug:public_id>/language/", channels.translate, name="translate_channel"),
    path("channels/<slug:public_id>/questions/", questions.ask, name="ask_question"),
    path(
        "channels/<slug:public_id>/questions/<slug:question_id>/withdraw/", questions.withdraw, name="withdraw_question"
    ),
    path(
        "channels/<slug:public_id>/questions/<slug:question_id>/language/",
        questions.translate,
        name="translate_question",
    ),
    path("channels/<slug:public_id>/close/", channels.close, name="close_channel"),
    path("channels/<slug:public_id>/poster/", channels.poster, name="poster"),
    path("channels/<slug:public_id>/poster/<slug:place_id>/", channels.poster, name="poster_at"),
]
