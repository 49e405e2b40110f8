from django.apps import AppConfig


class InquiryConfig(AppConfig):
    name = "goodcatch.inquiry"
    label = "inquiry"
    default_auto_field = "django.db.models.BigAutoField"
