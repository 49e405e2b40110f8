from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "goodcatch.casefile"
    label = "casefile"
