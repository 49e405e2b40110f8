"""Addresses of actions, below /in/actions/."""

from django.urls import path

from goodcatch.actions.views import doing, reading

app_name = "actions"
urlpatterns = [
    path("", reading.board_page, name="board"),
    path("propose/<str:case_id>/", doing.propose_page, name="propose"),
    path("<str:public_id>/", reading.action_page, name="action"),
    path("<str:public_id>/agree/", doing.agree_page, name="agree"),
    path("<str:public_id>/answer-back/", doing.answer_back_page, name="answer_back"),
    path("<str:public_id>/start/", doing.start_page, name="start"),
    path("<str:public_id>/note/", doing.note_page, name="note"),
    path("<str:public_id>/in-place/", doing.in_place_page, name="in_place"),
    path("<str:public_id>/due/", doing.due_page, name="due"),
    path("<str:public_id>/look/", doing.look_page, name="look"),
    path("<str:public_id>/describe/", doing.describe_page, name="describe"),
    path("<str:public_id>/acts-on/", doing.act_on_page, name="act_on"),
    path("<str:public_id>/hand-over/", doing.hand_over_page, name="hand_over"),
    path("<str:public_id>/decline/", doing.decline_page, name="decline"),
]
