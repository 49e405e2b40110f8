from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "goodcatch.protection"
    label = "protection"
    default_auto_field = "django.db.models.BigAutoField"
