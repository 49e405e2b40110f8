from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "goodcatch.ui"
    label = "ui"
