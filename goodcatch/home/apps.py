from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "goodcatch.home"
    label = "home"
