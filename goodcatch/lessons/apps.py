from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "goodcatch.lessons"
    label = "lessons"
    default_auto_field = "django.db.models.BigAutoField"
