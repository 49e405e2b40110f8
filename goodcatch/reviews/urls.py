"""Addresses of reviews, below /in/reviews/."""

from django.urls import path

from goodcatch.reviews.views import agreeing, reading, writing

app_name = "reviews"
urlpatterns = [
    path("", reading.list_page, name="list"),
    path("open/<str:case_id>/", writing.open_page, name="open"),
    path("<str:public_id>/", reading.review_page, name="review"),
    path("<str:public_id>/brief/", writing.brief_page, name="brief"),
    path("<str:public_id>/entry/", writing.entry_page, name="add_entry"),
    path("<str:public_id>/entry/<str:part_id>/", writing.entry_page, name="change_entry"),
    path("<str:public_id>/factor/", writing.factor_page, name="add_factor"),
    path("<str:public_id>/factor/<str:part_id>/", writing.factor_page, name="change_factor"),
    path("<str:public_id>/factor/<str:part_id>/accept/", writing.accept_page, name="accept_factor"),
    path("<str:public_id>/finding/", writing.finding_page, name="add_finding"),
    path("<str:public_id>/finding/<str:part_id>/", writing.finding_page, name="change_finding"),
    path("<str:public_id>/withdraw/<str:kind>/<str:part_id>/", writing.withdraw_page, name="withdraw"),
    path("<str:public_id>/case/", writing.case_page, name="add_case"),
    path("<str:public_id>/told/", agreeing.told_page, name="name_told"),
    path("<str:public_id>/show/", agreeing.show_page, name="show"),
    path("<str:public_id>/seen/", agreeing.seen_page, name="seen"),
    path("<str:public_id>/object/", agreeing.object_page, name="object"),
    path("<str:public_id>/answer/<str:person_id>/", agreeing.answer_page, name="answer"),
    path("<str:public_id>/peer/", agreeing.peer_page, name="ask_peer"),
    path("<str:public_id>/agree/", agreeing.agree_page, name="agree"),
    path("<str:public_id>/publish/", agreeing.publish_page, name="publish"),
    path("<str:public_id>/grow/", agreeing.grow_page, name="grow"),
    path("<str:public_id>/facilitate/", agreeing.facilitate_page, name="facilitate"),
]
